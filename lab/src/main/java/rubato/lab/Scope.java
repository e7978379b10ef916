package rubato.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rubato.optim.Rule;
import rubato.schedule.Horizon;
import rubato.search.Arm;
import rubato.search.Dimension;
import rubato.search.Searches;
import rubato.search.Space;
import rubato.search.When;
import rubato.text.PlanSpec;
import rubato.text.Rules;

/**
 * What a study chooses among. The rate always; all else when there is a choice.
 *
 * @param schedules paces or plans that mention the rate, free; at least one
 * @param optimizers the texts of rules; at least one
 * @param rates where to look for the rate; found by a range test when absent
 * @param batch how many examples an update sees, if that is searched
 * @param weightDecay the weight decay, if that is searched
 * @param warmUp the part of the training that a warm-up takes, if that is searched; schedules that
 *     begin with one keep theirs
 */
public record Scope(
    List<String> schedules,
    List<String> optimizers,
    Optional<Range> rates,
    Optional<Range> batch,
    Optional<Range> weightDecay,
    Optional<Range> warmUp) {

  /** The names of what can be searched. */
  public static final List<String> NAMES =
      List.of("rate", "schedule", "optimizer", "batch", "weight-decay", "warm-up");

  /** From {@code low} to {@code high}, both of them too. */
  public record Range(double low, double high) {
    public Range {
      if (!(low >= 0 && low < high && high < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "range must be LOW..HIGH with 0 <= LOW < HIGH, got " + low + ".." + high);
      }
    }
  }

  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  public Scope {
    schedules = List.copyOf(schedules);
    optimizers = List.copyOf(optimizers);
    if (schedules.isEmpty()) {
      throw new IllegalArgumentException("schedules must be at least one, got none");
    }
    for (String schedule : schedules) {
      if (!PlanSpec.parse(schedule).mentionsRate()) {
        throw new IllegalArgumentException("schedule must mention the word rate, got " + schedule);
      }
    }
    if (optimizers.isEmpty()) {
      throw new IllegalArgumentException("optimizers must be at least one, got none");
    }
    optimizers = optimizers.stream().map(text -> Rules.parse(text).toString()).toList();
    different("schedules", schedules);
    different("optimizers", optimizers);
    if (weightDecay.isPresent() && decaying(optimizers).isEmpty()) {
      throw new IllegalArgumentException(
          "weight-decay must be an option of an optimizer, got " + String.join(", ", optimizers));
    }
    if (warmUp.isPresent() && cold(schedules).isEmpty()) {
      throw new IllegalArgumentException(
          "warm-up must have a schedule without one, got " + String.join("; ", schedules));
    }
  }

  /** The rate of one schedule under one rule. */
  public static Scope of(String schedule, String optimizer, Optional<Range> rates) {
    return new Scope(
        List.of(schedule),
        List.of(optimizer),
        rates,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether the method of that text, which must be one, can search all of this. */
  public boolean suits(String method, Horizon horizon) {
    Searches.parse(method, Space.rate(1, 2), horizon.steps(), 0);
    try {
      Searches.parse(method, space(1, 2), horizon.steps(), 0);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static void different(String name, List<String> texts) {
    if (Set.copyOf(texts).size() < texts.size()) {
      throw new IllegalArgumentException(name + " must differ, got " + String.join("; ", texts));
    }
  }

  private static List<String> decaying(List<String> optimizers) {
    return optimizers.stream()
        .filter(o -> Rules.parse(o).options().contains("weight-decay"))
        .toList();
  }

  private static List<String> cold(List<String> schedules) {
    return schedules.stream()
        .filter(schedule -> !schedule.startsWith("warmup("))
        .filter(schedule -> parses(warmed(schedule, 0.1)))
        .toList();
  }

  private static boolean parses(String text) {
    try {
      PlanSpec.parse(text).withRate(0.1).resolve(new Horizon(1000, 100));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Refuses a warm-up that leaves a schedule nothing of a training that is as long as this. */
  void requireRoom(Horizon horizon) {
    double most = warmUp.map(Range::high).orElse(0.0);
    for (String schedule : most > 0 ? cold(schedules) : List.<String>of()) {
      try {
        PlanSpec.parse(warmed(schedule, most)).withRate(1).resolve(horizon);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "warm-up must leave updates of %d for %s, got %s of them"
                .formatted(horizon.steps(), schedule, most),
            e);
      }
    }
  }

  /** What is searched, for rates from {@code low} to {@code high}. */
  Space space(double low, double high) {
    var all = new ArrayList<Dimension>();
    if (schedules.size() > 1) {
      all.add(new Dimension.Choice("schedule", schedules));
    }
    if (optimizers.size() > 1) {
      all.add(new Dimension.Choice("optimizer", optimizers));
    }
    all.add(new Dimension.Log(Space.RATE, low, high));
    batch.ifPresent(
        range -> all.add(new Dimension.Whole("batch", (long) range.low, (long) range.high)));
    weightDecay.ifPresent(
        range ->
            all.add(
                new Dimension.Log(
                    "weight-decay",
                    range.low,
                    range.high,
                    when("optimizer", optimizers, decaying(optimizers)))));
    warmUp.ifPresent(
        range ->
            all.add(
                new Dimension.Linear(
                    "warm-up",
                    range.low,
                    range.high,
                    when("schedule", schedules, cold(schedules)))));
    return new Space(all);
  }

  private static Optional<When> when(String name, List<String> all, List<String> some) {
    return some.size() == all.size() ? Optional.empty() : Optional.of(new When(name, some));
  }

  /** The arm's schedule, with {@code rate} free. */
  String schedule(Arm arm) {
    String schedule = arm.has("schedule") ? arm.word("schedule") : schedules.getFirst();
    return arm.has("warm-up") ? warmed(schedule, arm.number("warm-up")) : schedule;
  }

  private static String warmed(String schedule, double part) {
    double percent = rounded(100 * part);
    return percent == 0 ? schedule : "warmup(%s%%) then %s".formatted(brief(percent), schedule);
  }

  private static String brief(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** The arm's rule. */
  String optimizer(Arm arm) {
    String optimizer = arm.has("optimizer") ? arm.word("optimizer") : optimizers.getFirst();
    if (!arm.has("weight-decay")) {
      return optimizer;
    }
    Rule rule = Rules.parse(optimizer);
    String decay = Double.toString(rounded(arm.number("weight-decay")));
    return rule.with(Map.of("weight-decay", decay)).toString();
  }

  /** The arm's batch, if it has one. */
  Optional<String> batch(Arm arm) {
    return arm.has("batch")
        ? Optional.of(Long.toString((long) arm.number("batch")))
        : Optional.empty();
  }

  /** Three digits: no study can tell rates apart that differ by less. */
  static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
