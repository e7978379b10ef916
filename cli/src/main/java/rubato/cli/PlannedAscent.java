package rubato.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import rubato.pace.Layers;
import rubato.pace.Pace;
import rubato.pace.Plan;
import rubato.schedule.Constant;
import rubato.schedule.Custom;
import rubato.schedule.Horizon;
import rubato.schedule.Schedule;
import rubato.search.Ascent;
import rubato.search.Ladder;
import rubato.text.PlanSpec;
import rubato.text.Spec;
import rubato.train.Planned;
import rubato.train.Task;
import rubato.train.Training;

/**
 * A range test under a plan: the ladder takes the place of every sentence about a rate that has the
 * word {@code rate}, all else of the plan is followed. A sentence counts by its highest value: half
 * a ladder is climbed in the place of {@code 0.5 * cosine(rate -> 0)}.
 */
final class PlannedAscent implements Ascent {

  /** A schedule is looked at in so many places for its highest value. */
  private static final long LOOKS = 1000;

  private final Task task;
  private final PlanSpec spec;
  private final Horizon horizon;
  private final double factor;
  private final Schedule base;

  PlannedAscent(Task task, PlanSpec spec, Horizon horizon) {
    this.task = task;
    this.spec = spec;
    this.horizon = horizon;
    boolean some = spec.layers().stream().anyMatch(PlannedAscent::climbs);
    if (!spec.rate().mentionsRate() && !some) {
      throw Failure.usage(
          "the plan must have the word `rate` where the rate should climb, got " + spec);
    }
    spec.others()
        .forEach(
            (name, sentence) -> {
              if (sentence.mentionsRate()) {
                throw Failure.usage(name + " must not follow the word `rate`, got " + sentence);
              }
            });
    spec.layers().stream()
        .filter(part -> !part.own() && part.schedule().mentionsRate())
        .forEach(
            part -> {
              throw Failure.usage("times must be without the word `rate`, got " + part);
            });
    this.factor = spec.rate().mentionsRate() ? highest(spec.rate()) : 0;
    this.base = schedule(spec.rate().mentionsRate() ? spec.rate().withRate(1) : spec.rate());
  }

  private static boolean climbs(PlanSpec.Part part) {
    return part.own() && part.schedule().mentionsRate();
  }

  private Schedule schedule(Spec sentence) {
    return sentence.alone().resolve(horizon).schedule();
  }

  private double highest(Spec sentence) {
    Schedule one = schedule(sentence.withRate(1));
    long every = Math.max(1, horizon.steps() / LOOKS);
    return LongStream.iterate(0, step -> step < horizon.steps(), step -> step + every)
        .mapToDouble(one::at)
        .max()
        .orElse(1);
  }

  @Override
  public Training start(long seed, Ladder ladder) {
    List<Layers> layers = new ArrayList<>();
    for (PlanSpec.Part part : spec.layers()) {
      if (climbs(part)) {
        double share = highest(part.schedule());
        Custom rungs =
            step -> share * ladder.at((int) Math.min(Math.max(step, 0), ladder.rungs() - 1));
        layers.add(new Layers(part.names(), true, rungs));
      } else {
        layers.add(new Layers(part.names(), part.own(), schedule(part.schedule())));
      }
    }
    Plan rest = new PlanSpec(Spec.parse("0"), spec.others(), List.of()).resolve(horizon);
    return Planned.start(
        task, seed, new Plan(Pace.of(new Constant(0)), rest.others(), layers), horizon);
  }

  @Override
  public double said(long step, double rate) {
    return factor > 0 ? factor * rate : base.at(step);
  }
}
