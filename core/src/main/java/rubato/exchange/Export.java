package rubato.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rubato.exchange.Value.Call;
import rubato.internal.Check;
import rubato.pace.Pace;
import rubato.schedule.Schedule;

/**
 * Writes a pace as source text of another framework that gives the same rates: by a scheduler of
 * that framework where one is found, and evaluated, to agree; else by a table of the rates.
 */
public final class Export {

  private static final long MOST = 100_000;

  /** Those that compute in single precision here too. */
  private static final List<Framework> SINGLE = List.of(Framework.DJL, Framework.FASTAI);

  /** Those whose trainings take any scheduler of PyTorch. */
  private static final List<Framework> ON_TORCH =
      List.of(Framework.HUGGINGFACE, Framework.TIMM, Framework.PYTORCH_OPTIMIZER);

  private Export() {}

  /**
   * Source text for {@code to} that gives the rates of {@code pace} for {@code steps} steps: a
   * scheduler of its own, else a function of the step, else a table.
   *
   * @throws ExchangeException when the pace watches, and the other framework has no such feedback
   */
  public static String write(Framework to, Pace pace, long steps) {
    Optional<Scheduler> found = written(to, pace, steps);
    if (found.isEmpty() && ON_TORCH.contains(to)) {
      found = written(Framework.PYTORCH, pace, steps);
    }
    return found
        .map(each -> why(each, pace) + note(each, pace, steps) + source(each))
        .orElseGet(() -> Tables.of(to, rates(pace.schedule(), steps)));
  }

  private static String source(Scheduler found) {
    return Dialect.of(found.framework()).source(found.call(), found.setting());
  }

  /** A comment, where a function of the step stands in for a scheduler. */
  private static String why(Scheduler found, Pace pace) {
    boolean function =
        List.of("LambdaLR", "schedule", "Tracker", "ISchedule").contains(found.call().name());
    boolean own =
        pace.schedule() instanceof Scheduler same && same.framework() == found.framework();
    return function && !own
        ? comment(found) + " no scheduler of this framework gives these rates: a function does\n"
        : "";
  }

  private static String comment(Scheduler found) {
    return found.framework().isJava() ? "//" : "#";
  }

  /** A comment, where what was found goes on otherwise past the end. */
  private static String note(Scheduler found, Pace pace, long steps) {
    if (found.watches() || !(goesOn(pace.schedule(), steps) && differs(found, pace, steps))) {
      return "";
    }
    return comment(found)
        + " the same rates for "
        + steps
        + " steps; past them it goes on otherwise\n";
  }

  private static boolean goesOn(Schedule schedule, long steps) {
    return !Double.isNaN(at(schedule, steps)) && !Double.isNaN(at(schedule, 2 * steps));
  }

  private static boolean differs(Scheduler found, Pace pace, long steps) {
    for (long step : new long[] {steps, steps + 1, steps + steps / 2, 2 * steps}) {
      double right = pace.schedule().at(step);
      double here = at(found, step);
      if (!(Math.abs(here - right) <= 1e-6 * Math.abs(right) + 1e-9 * pace.schedule().at(0))) {
        return true;
      }
    }
    return false;
  }

  /** The rate, or NaN where it is refused. */
  private static double at(Schedule schedule, long step) {
    try {
      return schedule.at(step);
    } catch (IllegalArgumentException refused) {
      return Double.NaN;
    }
  }

  /**
   * The same as the JSON of a Keras configuration, which {@code
   * keras.optimizers.schedules.deserialize} reads.
   *
   * @throws ExchangeException when the pace watches: a callback has no configuration
   */
  public static String kerasConfig(Pace pace, long steps) {
    Optional<Scheduler> found =
        written(Framework.KERAS, pace, steps)
            .filter(scheduler -> !scheduler.call().name().equals("schedule"));
    if (found.isPresent() && found.get().watches()) {
      throw new ExchangeException("a callback of Keras has no configuration: use --to keras");
    }
    return KerasConfig.of(
        found
            .map(Scheduler::call)
            .orElseGet(() -> Tables.kerasCall(rates(pace.schedule(), steps))));
  }

  /** The other framework's scheduler, where one gives these rates. */
  private static Optional<Scheduler> written(Framework to, Pace pace, long steps) {
    Check.that(steps >= 1 && steps <= MOST, "steps", "from 1 to " + MOST, steps);
    for (var feedback : pace.feedbacks()) {
      if (feedback instanceof Watcher(var scheduler)
          && scheduler.framework() == to
          && pace.feedbacks().size() == 1) {
        return Optional.of(scheduler);
      }
      throw new ExchangeException(
          to.word() + " cannot express the feedback " + SourceLexer.shown("" + feedback));
    }
    Schedule schedule = pace.schedule();
    if (schedule instanceof Scheduler own && own.framework() == to) {
      return Optional.of(own);
    }
    Schedule meant =
        schedule instanceof Scheduler foreign ? Meaning.of(foreign).orElse(schedule) : schedule;
    for (Natives.Reading reading : Natives.readings(to, meant, steps)) {
      Optional<Scheduler> found = agreeing(to, reading, schedule, steps);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The rates of all steps, and the one after them, which is held where the table ends. */
  private static double[] rates(Schedule schedule, long steps) {
    double after = at(schedule, steps);
    double[] rates = new double[(int) steps + (after >= 0 ? 1 : 0)];
    for (int step = 0; step < rates.length; step++) {
      rates[step] = schedule.at(step);
    }
    return rates;
  }

  private static Optional<Scheduler> agreeing(
      Framework to, Natives.Reading reading, Schedule schedule, long steps) {
    try {
      Call call = Shapes.call(to, Source.read(reading.call()));
      Scheduler scheduler = Scheduler.of(to, call, Setting.of(reading.lr()));
      boolean single = SINGLE.contains(to) || isSingle(schedule);
      double relative = single ? 2e-6 : 1e-11;
      for (long step = 0; step < steps; step++) {
        double right = schedule.at(step);
        // A sum that should be 0 is only nearly so: measured against the first rate.
        double slack = relative * Math.abs(right) + 1e-15 * Math.abs(reading.lr());
        if (!(Math.abs(scheduler.at(step) - right) <= slack)) {
          return Optional.empty();
        }
      }
      return Optional.of(scheduler);
    } catch (ExchangeException refused) {
      return Optional.empty();
    }
  }

  private static boolean isSingle(Schedule schedule) {
    return schedule instanceof Scheduler foreign && SINGLE.contains(foreign.framework());
  }

  /** A number as Python and Java write it alike. */
  static String number(double value) {
    return new Value.Num(value, false).toString().toLowerCase(Locale.ROOT);
  }
}
