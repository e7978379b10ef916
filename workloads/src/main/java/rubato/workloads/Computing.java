package rubato.workloads;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rubato.optim.Clip;
import rubato.optim.NonFinite;
import rubato.optim.Treatment;

/**
 * How the gradient of an update is come by, and what the rule sees of it; part of a task's name:
 * {@code digits:accumulate=4,clip=1,non-finite=skip}.
 *
 * @param accumulate it is added up over the batch in so many pieces, which need less memory; at
 *     least 1
 * @param clip makes large gradients smaller
 * @param nonFinite what becomes of gradients that are not finite
 */
public record Computing(int accumulate, Clip clip, NonFinite nonFinite) {

  /** In one piece, as it is. */
  public static final Computing PLAIN = new Computing(1, new Clip.None(), NonFinite.PASS);

  static final String ACCUMULATE = "accumulate";
  static final String CLIP = "clip";
  static final String NON_FINITE = "non-finite";

  /** Those that need no data. */
  static final List<String> TREATMENT = List.of(CLIP, NON_FINITE);

  /** What PyTorch adds to the norm of all gradients that it divides by. */
  private static final double EPSILON = 1e-6;

  public Computing {
    if (accumulate < 1) {
      throw new IllegalArgumentException("accumulate must be >= 1, got " + accumulate);
    }
  }

  /**
   * From what follows the colon in a task's name.
   *
   * @param known those of the options that the task has
   */
  static Computing parse(String task, String text, List<String> known) {
    var given = new Options(task, text, known);
    return new Computing(
        given.whole(ACCUMULATE, 1),
        clip(given.word(CLIP, "")),
        policy(given.word(NON_FINITE, "pass")));
  }

  /** {@code global:1}, or 1 alone; {@code norm:1}; {@code value:0.5}. */
  private static Clip clip(String text) {
    if (text.isEmpty()) {
      return new Clip.None();
    }
    int colon = text.indexOf(':');
    double limit = limit(text.substring(colon + 1), text);
    return switch (colon < 0 ? "global" : text.substring(0, colon)) {
      case "global" -> new Clip.ByGlobalNorm(limit, EPSILON);
      case "norm" -> new Clip.ByNorm(limit, 0);
      case "value" -> new Clip.ByValue(limit);
      default -> throw badClip(text);
    };
  }

  private static double limit(String number, String text) {
    try {
      double limit = Double.parseDouble(number);
      if (limit > 0 && limit < Double.POSITIVE_INFINITY) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Told below, like a limit that is out of bounds.
    }
    throw badClip(text);
  }

  private static IllegalArgumentException badClip(String text) {
    return new IllegalArgumentException(
        "clip must be global:L, norm:L or value:L with L finite and > 0, got " + text);
  }

  private static NonFinite policy(String text) {
    for (NonFinite one : NonFinite.values()) {
      if (word(one).equals(text)) {
        return one;
      }
    }
    throw new IllegalArgumentException("non-finite must be fail, skip, zero or pass, got " + text);
  }

  private static String word(NonFinite policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }

  /** For an optimizer. */
  Treatment treatment() {
    return Treatment.NONE.clip(clip).nonFinite(nonFinite);
  }

  private String clipped() {
    return switch (clip) {
      case Clip.None _ -> "";
      case Clip.ByGlobalNorm(double limit, double _) -> CLIP + "=" + limit;
      case Clip.ByNorm(double limit, double _) -> CLIP + "=norm:" + limit;
      case Clip.ByValue(double limit) -> CLIP + "=value:" + limit;
    };
  }

  /** As it follows a task's name, without the colon; empty where there is nothing to say. */
  @Override
  public String toString() {
    var said = new ArrayList<String>();
    said.add(accumulate > 1 ? ACCUMULATE + "=" + accumulate : "");
    said.add(clipped());
    said.add(nonFinite == NonFinite.PASS ? "" : NON_FINITE + "=" + word(nonFinite));
    said.removeIf(String::isEmpty);
    return String.join(",", said);
  }
}
