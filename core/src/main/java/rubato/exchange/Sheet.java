package rubato.exchange;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import rubato.optim.Rule;
import rubato.optim.Usual;

/** A rule of ours that is filled in from the arguments of another library's. */
final class Sheet {

  private final Args args;
  private final String rule;
  private final Map<String, String> options = new LinkedHashMap<>();

  private Optional<Rule> inner = Optional.empty();

  Sheet(Args args, String rule) {
    this.args = args;
    this.rule = rule;
  }

  /** An option that is a number there. */
  Sheet number(String option, String argument) {
    return say(option, args.number(argument, 0));
  }

  /** An option that is item {@code i} of a list there. */
  Sheet item(String option, String argument, int i, double otherwise) {
    return say(option, args.item(argument, i, otherwise));
  }

  /** An option that is true or false there. */
  Sheet flag(String option, String argument) {
    return say(option, args.truth(argument));
  }

  /** An option that is a whole number there. */
  Sheet whole(String option, String argument) {
    return say(option, args.has(argument) ? args.integer(argument) : 0);
  }

  /** An option with this value. */
  Sheet say(String option, Object value) {
    String word =
        value instanceof Enum<?> choice
            ? choice.name().toLowerCase(Locale.ROOT).replace('_', '-')
            : value.toString();
    options.put(option, word);
    return this;
  }

  /** {@code beta1} and {@code beta2} from a pair. */
  Sheet betas(String argument) {
    return item("beta1", argument, 0, 0.9).item("beta2", argument, 1, 0.999);
  }

  /** Arguments that change numbers in ways we do not follow: refused, unless they are None. */
  Sheet without(String... arguments) {
    for (String argument : arguments) {
      if (args.given().contains(argument) && args.has(argument) && args.truthy(argument)) {
        throw new ExchangeException(
            args.scheduler() + ": `" + argument + "` is not supported: it must be left out");
      }
    }
    return this;
  }

  /** The rule around another. */
  Sheet around(Rule other) {
    inner = Optional.of(other);
    return this;
  }

  /** The rule. */
  Rule rule() {
    try {
      // First around, then the options: those of the same name are the outer's own.
      Rule usual = Usual.named(rule);
      return inner.map(usual::around).orElse(usual).with(options);
    } catch (ExchangeException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ExchangeException(args.scheduler() + ": " + e.getMessage());
    }
  }

  /** The rule at the rate of an argument. */
  Made at(String rate, Framework framework) {
    return Made.of(rule(), Rates.of(args, rate, framework));
  }
}
