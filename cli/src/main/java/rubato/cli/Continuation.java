package rubato.cli;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rubato.pace.Layers;
import rubato.pace.Pace;
import rubato.pace.Pacer;
import rubato.pace.Plan;
import rubato.pace.Resume;
import rubato.schedule.Horizon;
import rubato.schedule.Schedule;
import rubato.schedule.Stretch;
import rubato.text.PlanSpec;
import rubato.text.Spec;
import rubato.train.CheckpointFile;

/**
 * A training that goes on to another horizon, or under another schedule, than it was begun with.
 *
 * @param before where it is
 * @param now the horizon from now on
 * @param curve what becomes of the schedule, in a word
 * @param then the schedule from now on
 */
record Continuation(
    CheckpointFile before, Horizon now, @Nullable String curve, @Nullable String then) {

  /** The same checkpoint as if it had been saved under the new horizon and schedule. */
  CheckpointFile turned() {
    PlanSpec spec = PlanSpec.parse(before.settings().schedule());
    Pacer pacer = pacer(spec.rate());
    return new CheckpointFile(
        over(before.settings(), now, besides(spec, pacer.pace()).toString()),
        pacer.save(),
        before.steps(),
        before.evaluations(),
        before.checkpoint(),
        before.times());
  }

  private Pacer pacer(Spec spec) {
    Pacer.Saved saved = before.pacer();
    Horizon old = before.settings().horizon();
    if (now.steps() <= saved.step()) {
      throw Failure.usage(
          "--epochs must be more than the %s updates that are done, got %s"
              .formatted(Numbers.grouped(saved.step()), Numbers.grouped(now.steps())));
    }
    if (then == null) {
      return spec.resume(saved, old, now, how(saved.step(), old));
    }
    if (curve != null) {
      throw Failure.usage("--curve and --then both say how it goes on: give one of them");
    }
    return spec.turn(saved, old, now, Spec.parse(then));
  }

  /** The plan with another pace; all else goes on as `curve` says, or as it was. */
  private Plan besides(PlanSpec spec, Pace pace) {
    Horizon old = before.settings().horizon();
    Resume how = then == null ? how(before.pacer().step(), old) : Resume.KEEP;
    Plan plan = spec.resolve(how == Resume.REPLAN ? now : old);
    var others = new LinkedHashMap<String, Schedule>();
    plan.others().forEach((name, schedule) -> others.put(name, continued(schedule, how)));
    List<Layers> layers =
        plan.layers().stream()
            .map(some -> new Layers(some.names(), some.own(), continued(some.schedule(), how)))
            .toList();
    return new Plan(pace, others, layers);
  }

  private Schedule continued(Schedule schedule, Resume how) {
    return switch (how) {
      case KEEP, REPLAN -> schedule;
      case STRETCH ->
          new Stretch(
              schedule, before.pacer().step(), before.settings().horizon().steps(), now.steps());
    };
  }

  private Resume how(long done, Horizon old) {
    if (curve == null) {
      throw Failure.usage(
          ("the schedule was planned for %s steps, and --epochs makes them %s: say what becomes of"
                  + " it, --curve keep, stretch or replan, or --then SPEC")
              .formatted(Numbers.grouped(old.steps()), Numbers.grouped(now.steps())));
    }
    if (curve.equals("stretch") && done >= old.steps()) {
      throw Failure.usage(
          "--curve stretch: the schedule is at its end and nothing is left to stretch; say keep,"
              + " replan or --then SPEC");
    }
    return switch (curve) {
      case "keep" -> Resume.KEEP;
      case "stretch" -> Resume.STRETCH;
      case "replan" -> Resume.REPLAN;
      default -> throw Failure.usage("--curve must be keep, stretch or replan, got " + curve);
    };
  }

  /** The settings with another horizon and schedule. */
  static CheckpointFile.Settings over(
      CheckpointFile.Settings settings, Horizon horizon, String schedule) {
    return new CheckpointFile.Settings(
        settings.task(),
        settings.optimizer(),
        settings.batch(),
        settings.threads(),
        schedule,
        horizon,
        settings.seed());
  }
}
