package rubato.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import rubato.internal.Check;
import rubato.optim.Rule;
import rubato.optim.Usual;

/**
 * Rules by name: {@code adamw}, {@code sgd:momentum=0.9,nesterov}. An option that is not written is
 * as in the rule's usual form. A rule around another is followed by it: {@code lookahead:k=5 of
 * adamw}. The way back is {@link Rule#toString}.
 */
public final class Rules {

  private static final Pattern OPTION = Pattern.compile("[^:,\\s]+=[^,\\s]+");

  private Rules() {}

  /** What can stand before the colon. */
  public static List<String> names() {
    return Usual.names();
  }

  /**
   * The rule that {@code text} names.
   *
   * @throws IllegalArgumentException if the name or an option is unknown or out of bounds, in one
   *     line
   */
  public static Rule parse(String text) {
    String[] around = text.strip().split("\\s+of\\s+", 2);
    int colon = around[0].indexOf(':');
    String name = (colon < 0 ? around[0] : around[0].substring(0, colon)).strip();
    Rule usual = Usual.named(name);
    Rule rule = around.length == 1 ? usual : usual.around(parse(around[1]));
    return colon < 0 ? rule : rule.with(options(around[0].substring(colon + 1)));
  }

  /**
   * The text of {@code rule} without the options, and without the rule inside, that parsing adds by
   * itself: {@code adam} for the usual Adam. {@code parse(brief(rule))} equals {@code rule}.
   */
  public static String brief(Rule rule) {
    String text = rule.toString();
    List<MatchResult> options = OPTION.matcher(text).results().toList();
    for (MatchResult option : options.reversed()) {
      String before = text.substring(0, option.start());
      String after = text.substring(option.end());
      String without =
          after.startsWith(",")
              ? before + after.substring(1)
              : before.substring(0, before.length() - 1) + after;
      text = means(without, rule) ? without : text;
    }
    for (int of = text.lastIndexOf(" of "); of >= 0; of = text.lastIndexOf(" of ", of - 1)) {
      text = means(text.substring(0, of), rule) ? text.substring(0, of) : text;
    }
    return text;
  }

  private static boolean means(String text, Rule rule) {
    try {
      return parse(text).equals(rule);
    } catch (IllegalArgumentException _) {
      return false; // what is left does not go together
    }
  }

  /** {@code beta1=0.9,nesterov}: a flag needs no value. */
  private static Map<String, String> options(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    if (text.isBlank()) {
      return options;
    }
    for (String option : text.split(",", -1)) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).strip();
      String value = equals < 0 ? "true" : option.substring(equals + 1).strip();
      Check.that(!name.isEmpty(), "option", "NAME=VALUE", option.isBlank() ? "nothing" : option);
      Check.that(options.put(name, value) == null, name, "given once", "it twice");
    }
    return options;
  }
}
