package rubato.lint;

import java.util.Collections;
import java.util.List;
import rubato.exchange.Framework;
import rubato.exchange.Promise;
import rubato.exchange.Scheduler;
import rubato.schedule.Constant;
import rubato.schedule.Custom;
import rubato.schedule.Horizon;
import rubato.schedule.Ramp;
import rubato.schedule.Schedule;

/** The rules that look at nothing but the rates. */
final class Rates {

  /** Steps that are looked at one by one; longer trainings at so many of their steps. */
  private static final long MOST = 5_000_000;

  /** By what part of it, or of the peak where it is 0, a floor may be missed. */
  private static final double NEARLY = 0.01;

  private final Schedule schedule;
  private final long steps;
  private final List<Finding> findings;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  private Rates(Schedule schedule, long steps, List<Finding> findings) {
    this.schedule = schedule;
    this.steps = steps;
    this.findings = findings;
  }

  static void look(
      Schedule schedule, Horizon horizon, List<Double> bounds, List<Finding> findings) {
    var rates = new Rates(schedule, horizon.steps(), findings);
    if (!rates.within()) {
      return; // What is not a rate has no floor and no end.
    }
    rates.ends();
    if (schedule instanceof Scheduler scheduler) {
      Promise promise = Promise.of(scheduler);
      rates.promise(promise);
      if (promise.falls()) {
        rates.climbs();
      }
    } else if (!bounds.isEmpty()) {
      rates.bounds(Collections.min(bounds), Collections.max(bounds));
    }
    rates.past();
    if (schedule instanceof Custom) {
      new Jumps(schedule, horizon.steps(), findings).look();
    }
  }

  private void found(Rule rule, long step, String message) {
    findings.add(new Finding(rule, step, message));
  }

  /** Reads the rates of the training and the one after its last; false when one is no rate. */
  private boolean within() {
    boolean fastai =
        schedule instanceof Scheduler foreign && foreign.framework() == Framework.FASTAI;
    long stride = Math.max(1, steps / MOST);
    long step = 0;
    while (isRate(step)) {
      double rate = schedule.at(step);
      // Of ours the end is a step past the last; fastai's position never gets there.
      if (step < steps || !fastai) {
        low = Math.min(low, rate);
      }
      if (step == steps) {
        startsAtZero();
        return true;
      }
      high = Math.max(high, rate);
      step = step > steps - stride ? steps : step + stride;
    }
    return false;
  }

  private void startsAtZero() {
    if (schedule.at(0) == 0) {
      found(Rule.STARTS_AT_ZERO, 0, "the rate is 0.0: the first update changes nothing");
    }
  }

  private boolean isRate(long step) {
    try {
      double rate = schedule.at(step);
      if (rate >= 0 && rate < Double.POSITIVE_INFINITY) {
        return true;
      }
      found(Rule.NOT_A_RATE, step, "the rate is %s".formatted(rate));
    } catch (RuntimeException refused) { // a schedule of the user's own may do that
      found(
          Rule.NOT_A_RATE,
          step,
          "there is no rate: %s".formatted(String.valueOf(refused.getMessage())));
    }
    return false;
  }

  private void ends() {
    long length = schedule.length();
    long last = steps - 1;
    double used = schedule.at(last);
    if (length == Schedule.ENDLESS) {
      long zero = zeroFrom();
      if (zero < last && steps - zero > steps / 1000) { // fewer may be rounding
        found(
            Rule.ENDS_EARLY,
            zero,
            "the rate is 0.0 from here on: %d updates change nothing".formatted(steps - zero));
      }
      boolean flat = low == high && schedule.at(steps) == high;
      boolean meant =
          schedule instanceof Constant
              || (schedule instanceof Scheduler foreign && !Promise.of(foreign).changes());
      if (flat && !meant) {
        found(
            Rule.NEVER_CHANGES,
            last,
            "the rate is %s at every one of the %d steps".formatted(high, steps));
      }
    } else if (length < steps) {
      found(
          Rule.ENDS_EARLY,
          length,
          "it ends here and holds %s for the other %d of the %d steps"
              .formatted(schedule.at(length), steps - length, steps));
    } else if (length > steps) {
      found(
          Rule.ENDS_LATE,
          last,
          "the training ends here at %s; the schedule goes on to %s at step %d"
              .formatted(used, schedule.at(length), length));
    }
  }

  /** The step from which all rates of the training are 0. */
  private long zeroFrom() {
    long step = steps;
    while (step > Math.max(0, steps - MOST) && schedule.at(step - 1) == 0) {
      step--;
    }
    return step;
  }

  /** Of another framework's scheduler the floor is known to be one. */
  private void promise(Promise promise) {
    double peak = promise.peak().orElse(high);
    double floor = promise.floor().orElse(low);
    bounds(floor, peak);
    if (low < floor * (1 - 1e-6)) { // beyond single precision
      found(
          Rule.FLOOR_MISSED,
          steps - 1,
          "the floor %s is not kept: the lowest rate is %s".formatted(floor, low));
    }
  }

  /** From its lowest rate up again, while the training still goes on. */
  private void climbs() {
    long last = Math.min(steps, MOST) - 1;
    long turn = 1;
    while (turn < last && !(falls(turn) && schedule.at(turn + 1) > schedule.at(turn))) {
      turn++;
    }
    double least = schedule.at(turn);
    double most = least;
    for (long step = turn; step <= last; step++) {
      most = Math.max(most, schedule.at(step));
    }
    if (most > least + NEARLY * (high - least)) {
      found(
          Rule.CLIMBS_AGAIN,
          turn,
          "it is over here at %s and climbs again within the training, to %s"
              .formatted(least, most));
    }
  }

  private boolean falls(long step) {
    return schedule.at(step) <= schedule.at(step - 1);
  }

  private void bounds(double floor, double peak) {
    if (steps > MOST) { // between the steps that were looked at
      return;
    }
    // A peak is reached exactly or not at all; a floor of 0 is near enough where it no longer
    // counts.
    double nearFloor = floor + NEARLY * (floor > 0 ? floor : peak);
    double nearPeak = peak * (1 - (schedule instanceof Scheduler ? 1e-6 : 1e-9));
    boolean cut = schedule.length() != Schedule.ENDLESS && schedule.length() > steps;
    if (low > nearFloor && !cut) {
      found(
          Rule.FLOOR_MISSED,
          steps - 1,
          "the floor %s is never reached: the lowest rate is %s".formatted(floor, low));
    }
    // The end of a ramp is a step past the last, be it a floor or a peak.
    double top = schedule instanceof Ramp ? Math.max(high, schedule.at(steps)) : high;
    if (top < nearPeak && !cut) {
      found(
          Rule.PEAK_MISSED,
          steps - 1,
          "the peak %s is never used: the highest rate is %s".formatted(peak, high));
    }
  }

  /** As far past the end as the training is long. */
  private void past() {
    double end = schedule.at(steps);
    long until = steps > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * steps;
    long stride = Math.max(1, steps / MOST);
    for (long step = steps + 1; step < until && step > 0; step += stride) {
      if (!isRate(step)) {
        return;
      }
      double rate = schedule.at(step);
      // Beyond what a rounding makes.
      if (rate > end * (1 + 1e-9) && rate > 1e-9 * high) {
        found(
            Rule.RISES_PAST_THE_END,
            step,
            "the rate rises again, to %s after %s at step %d".formatted(rate, end, steps));
        return;
      }
    }
  }
}
