package rubato.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rubato.pace.Pace;
import rubato.schedule.Horizon;
import rubato.schedule.Product;
import rubato.schedule.Schedule;
import rubato.text.PlanSpec;
import rubato.text.Spec;
import rubato.text.SpecException;

/**
 * Looks for what is odd about a schedule over a horizon.
 *
 * <p>Some rules read the schedule's parts, some only its rates; so a schedule of the user's own, or
 * one that gives another framework's values, is looked at too. A finding is not an error: what it
 * tells may be meant.
 */
public final class Lint {

  /** A whole number that is a length in steps: no epochs, no per cent, no seed, no fraction. */
  private static final Pattern STEPS =
      Pattern.compile(
          "(?<![\\w.-])(?<!(?:seed|cycles|patience|cooldown|period|growth|times) )"
              + "(?<!(?:power|gamma|mult|mul|cycles|limit|decay|len|patience|patience_t|cooldown|seed|rate|lr)=)"
              + "(?<!mean\\()(\\d{1,18})(?![\\w%]|\\.\\d)");

  /** What matters for a rate and not for a momentum or a weight decay. */
  private static final Set<Rule> OF_RATES =
      EnumSet.of(Rule.STARTS_AT_ZERO, Rule.LONG_WARMUP, Rule.RISES_PAST_THE_END);

  /** Frozen layers have rate 0 at first, and then jump. */
  private static final Set<Rule> OF_LAYERS =
      EnumSet.of(Rule.STARTS_AT_ZERO, Rule.JUMP, Rule.NEVER_CHANGES);

  private Lint() {}

  /**
   * What is odd about {@code spec}, by step.
   *
   * @throws SpecException when its rate is still free or a piece does not fit
   */
  public static List<Finding> of(Spec spec, Horizon horizon) {
    Pace pace = spec.resolve(horizon);
    var findings = new ArrayList<>(of(spec.alone(), pace.schedule(), horizon));
    pace.feedbacks().forEach(feedback -> Deaf.look(feedback, horizon, findings));
    return sorted(findings);
  }

  /**
   * What is odd about {@code plan}: its rate first, then by name what else follows a schedule.
   *
   * @throws SpecException when its rate is still free or a piece does not fit
   */
  public static List<Finding> of(PlanSpec plan, Horizon horizon) {
    var findings = new ArrayList<>(of(plan.rate(), horizon));
    plan.others()
        .forEach(
            (name, spec) -> {
              Schedule schedule = spec.resolve(horizon).schedule();
              var own = new ArrayList<>(of(spec, schedule, horizon));
              own.removeIf(found -> OF_RATES.contains(found.rule()) || stays(found, schedule));
              Bounds.look(name, schedule, horizon, own);
              own.forEach(found -> findings.add(found.about(name)));
            });
    for (PlanSpec.Part part : plan.layers()) {
      Schedule schedule = part.schedule().resolve(horizon).schedule();
      var own = new ArrayList<>(of(part.schedule(), schedule, horizon));
      own.removeIf(found -> OF_LAYERS.contains(found.rule()) || stays(found, schedule));
      own.forEach(found -> findings.add(found.about("layers \"" + part.names() + '"')));
    }
    return List.copyOf(findings);
  }

  /** Nothing but a rate is wasted where it stays at 0. */
  private static boolean stays(Finding found, Schedule schedule) {
    return found.rule() == Rule.ENDS_EARLY && schedule.length() == Schedule.ENDLESS;
  }

  private static List<Finding> of(Spec spec, Schedule schedule, Horizon horizon) {
    var findings = new ArrayList<Finding>();
    Structure.look(schedule, 0, horizon, findings);
    // In a product the rates that are written are factors and none is a bound.
    List<Double> bounds = schedule instanceof Product ? List.of() : spec.rates();
    Rates.look(schedule, horizon, bounds, findings);
    epochsMeant(spec.toString(), horizon, findings);
    return sorted(findings);
  }

  /**
   * What is odd about a schedule that has no text, by step.
   *
   * @param bounds the rates it promises to reach, as a floor and a peak; may be empty
   */
  public static List<Finding> of(Schedule schedule, Horizon horizon, List<Double> bounds) {
    var findings = new ArrayList<Finding>();
    Structure.look(schedule, 0, horizon, findings);
    Rates.look(schedule, horizon, bounds, findings);
    return sorted(findings);
  }

  private static List<Finding> sorted(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(Finding::rule).thenComparingLong(Finding::step))
        .distinct()
        .toList();
  }

  private static void epochsMeant(String text, Horizon horizon, List<Finding> findings) {
    long perEpoch = horizon.stepsPerEpoch();
    long epochs = Math.ceilDiv(horizon.steps(), perEpoch);
    Matcher number = STEPS.matcher(text);
    while (perEpoch > 1 && number.find()) {
      long steps = Long.parseLong(number.group(1));
      if (steps >= 2 && steps <= epochs && steps < perEpoch) {
        findings.add(
            new Finding(
                Rule.EPOCHS_MEANT,
                steps,
                "`%d` is %d steps, less than one of the %d epochs of %d steps: write `%dep` if epochs are meant"
                    .formatted(steps, steps, epochs, perEpoch, steps)));
      }
    }
  }
}
