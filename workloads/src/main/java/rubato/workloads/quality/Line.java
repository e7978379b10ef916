package rubato.workloads.quality;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of one training.
 *
 * @param task the name of the task
 * @param rule the name of the entrant
 * @param rate its rate
 * @param seed its seed
 * @param loss what counts
 * @param start the loss before the first update
 * @param evaluations of the gradient
 * @param updates that were made
 * @param diverged whether a loss was not finite
 */
public record Line(
    String task,
    String rule,
    double rate,
    long seed,
    double loss,
    double start,
    int evaluations,
    long updates,
    boolean diverged) {

  /** The number of the written rules. */
  static final int RULES = 1;

  private static final String NUMBER = "(-?[0-9.]+(?:E-?[0-9]+)?)";
  private static final String WHOLE = "([0-9]{1,9})";
  private static final Pattern TEXT =
      Pattern.compile(
          "\\{\"rules\": "
              + WHOLE
              + ", \"task\": \"([^\"\\\\]*)\", \"rule\": \"([^\"\\\\]*)\", \"rate\": "
              + NUMBER
              + ", \"seed\": "
              + WHOLE
              + ", \"loss\": "
              + NUMBER
              + ", \"start\": "
              + NUMBER
              + ", \"evaluations\": "
              + WHOLE
              + ", \"updates\": "
              + WHOLE
              + ", \"diverged\": (true|false)\\}");

  /** What tells it from all others. */
  record Key(String task, String rule, double rate, long seed) {}

  Key key() {
    return new Key(task, rule, rate, seed);
  }

  /** As one JSON object, lossless. */
  String text() {
    return ("{\"rules\": %d, \"task\": \"%s\", \"rule\": \"%s\", \"rate\": %s, \"seed\": %d,"
            + " \"loss\": %s, \"start\": %s, \"evaluations\": %d, \"updates\": %d,"
            + " \"diverged\": %s}")
        .formatted(RULES, task, rule, rate, seed, loss, start, evaluations, updates, diverged);
  }

  /**
   * The way back from {@link #text}.
   *
   * @throws IllegalArgumentException when it is anything else, or of other rules
   */
  static Line parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("must be a training of rubato bench quality, got another");
    }
    if (Integer.parseInt(m.group(1)) != RULES) {
      throw new IllegalArgumentException("rules must be " + RULES + ", got " + m.group(1));
    }
    return new Line(
        m.group(2),
        m.group(3),
        Double.parseDouble(m.group(4)),
        Long.parseLong(m.group(5)),
        Double.parseDouble(m.group(6)),
        Double.parseDouble(m.group(7)),
        Integer.parseInt(m.group(8)),
        Long.parseLong(m.group(9)),
        Boolean.parseBoolean(m.group(10)));
  }
}
