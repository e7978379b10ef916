package rubato.exchange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rubato.exchange.Value.Call;

/**
 * What whoever wrote the arguments of a scheduler expects to see.
 *
 * @param changes whether the rate should change at all
 * @param floor the lowest rate that is named, or nothing where it is one rate
 * @param peak the highest rate that is named, or nothing where none is
 * @param falls whether it is taken for one that stays down, and is half a wave
 */
public record Promise(
    boolean changes, Optional<Double> floor, Optional<Double> peak, boolean falls) {

  /** Half a wave of a cosine, which goes on to be a whole one. */
  private static final Set<String> WAVES =
      Set.of("CosineAnnealingLR", "cosine", "cosine_with_min_lr", "cosine_warmup_with_min_lr");

  private static final Set<String> STILL =
      Set.of(
          "constant", "constant_schedule", "FixedTracker", "FixedPerVarTracker", "FixedSchedule");

  /** Those whose rates come from a function of the user's own. */
  private static final Set<String> FREE = Set.of("LambdaLR", "MultiplicativeLR");

  /** Arguments that are rates. */
  private static final Set<String> RATES =
      Set.of(
          "base_lr",
          "max_lr",
          "eta_min",
          "lr_min",
          "min_lr",
          "lr_end",
          "swa_lr",
          "lr_max",
          "lr",
          "start_lr",
          "end_lr",
          "init_value",
          "peak_value",
          "end_value",
          "value",
          "start",
          "middle",
          "end",
          "initial_learning_rate",
          "end_learning_rate",
          "warmup_target",
          "baseValue",
          "minValue",
          "maxValue",
          "finalValue",
          "endLearningRate",
          "initialValue",
          "maxLR",
          "minLR",
          "initialLearningRate",
          "maxLearningRate");

  /** Arguments that are a part of the rate that is given or begun with. */
  private static final Set<String> SHARES =
      Set.of("alpha", "min_lr_rate", "min_lr_ratio", "start_factor", "end_factor");

  /** Those that put rates of their own in the place of the optimizer's. */
  private static final Set<String> OVERWRITE = Set.of("CyclicLR", "OneCycleLR", "REXScheduler");

  /** What {@code scheduler} names; no rates for one that watches. */
  public static Promise of(Scheduler scheduler) {
    String name = scheduler.call().name();
    boolean none = scheduler.watches() || FREE.contains(name);
    List<Double> rates = none ? List.of() : rates(scheduler, name);
    Optional<Double> peak = rates.stream().max(Double::compare);
    Optional<Double> floor =
        rates.stream().min(Double::compare).filter(low -> !low.equals(peak.orElse(low)));
    return new Promise(!STILL.contains(name), floor, peak, falls(scheduler));
  }

  private static boolean falls(Scheduler scheduler) {
    Call call = scheduler.call();
    // More than half a wave must have been asked for.
    return WAVES.contains(call.name())
        && !(call.keywords().get("num_cycles") instanceof Value.Num(double waves, boolean _)
            && waves > 0.5);
  }

  private static List<Double> rates(Scheduler scheduler, String name) {
    Table.Line line = scheduler.framework().table().named(name);
    Args args = line.signature().args(scheduler.call());
    var rates = new ArrayList<Double>();
    if (line.needsRate() && !OVERWRITE.contains(name)) {
      rates.add(scheduler.setting().lr());
    }
    for (String word : RATES) {
      // With a peak beside it, the first rate is neither.
      boolean first = word.equals("init_value") && args.has("peak_value");
      if (args.all().get(word) instanceof Value.Num(double rate, boolean _) && !first) {
        rates.add(rate);
      }
    }
    if (rates.isEmpty()) {
      return rates;
    }
    double whole = Collections.max(rates);
    for (String word : SHARES) {
      if (args.all().get(word) instanceof Value.Num(double share, boolean _)) {
        rates.add(share * whole);
      }
    }
    divided(args, whole).ifPresent(rates::add);
    return rates;
  }

  /** The last rate of one-cycle schedules, which is said by divisors. */
  private static Optional<Double> divided(Args args, double peak) {
    if (args.has("final_div_factor")) {
      return Optional.of(peak / args.number("div_factor") / args.number("final_div_factor"));
    }
    return args.has("div_final") ? Optional.of(peak / args.number("div_final")) : Optional.empty();
  }
}
