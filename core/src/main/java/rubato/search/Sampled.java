package rubato.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import rubato.internal.Check;

/**
 * Trials one after another, for ever: a sampler proposes their arms, a pruner ends some early.
 *
 * <p>Where the sampler learns from the trials before, trial {@code n} waits for the trials up to
 * {@code n - parallel} and learns from them alone, whatever else is known by then. So the trials do
 * not depend on how many run at once, or in which order they end; unless a pruner, whose verdicts
 * depend on who came first, makes them.
 *
 * @param sampler proposes
 * @param pruner ends trials early
 * @param parallel how many trials may be on their way when one is proposed; at least 1
 * @param space where arms are drawn
 * @param horizon the updates of a full training
 * @param seed decides what is drawn
 */
public record Sampled(
    Sampler sampler, Pruner pruner, int parallel, Space space, long horizon, long seed)
    implements Search {

  public Sampled {
    Check.atLeast("parallel", parallel, 1);
    Check.atLeast("horizon", horizon, 1);
    sampler.check(space);
  }

  @Override
  public List<Ask> ask(State state, int most) {
    var asks = new ArrayList<Ask>();
    Set<Integer> stopped = pruner.stopped(state, horizon, seed);
    for (Trial trial : state.trials()) {
      if (asks.size() < most && !trial.running() && !ended(trial, stopped)) {
        asks.add(new Ask(trial.number(), trial.arm(), trial.seed(), next(trial.step())));
      }
    }
    var arms = new ArrayList<Arm>();
    int first = state.trials().size();
    int waiting = first;
    for (Trial trial : state.trials().reversed()) {
      waiting = ended(trial, stopped) ? waiting : trial.number();
    }
    while (asks.size() < most) {
      int number = first + arms.size();
      if (sampler.adaptive() && waiting <= number - parallel) {
        return asks;
      }
      Arm arm = propose(state, number, arms);
      arms.add(arm);
      asks.add(new Ask(number, arm, number, next(0)));
    }
    return asks;
  }

  private Arm propose(State state, int number, List<Arm> proposed) {
    var seen = new ArrayList<Sampler.Seen>();
    var pending = new ArrayList<Arm>();
    for (Trial trial : state.trials()) {
      if (trial.number() > number - parallel) {
        pending.add(trial.arm());
      } else if (!trial.crashed()
          && trial.last().isPresent()
          && pruner.group(trial.number(), seed) == pruner.group(number, seed)) {
        Told last = trial.last().get();
        seen.add(
            new Sampler.Seen(
                trial.arm(), last.step(), last.alive() ? last.value() : Double.POSITIVE_INFINITY));
      }
    }
    pending.addAll(proposed);
    return sampler.propose(space, horizon, seed, number, seen, pending);
  }

  private boolean ended(Trial trial, Set<Integer> stopped) {
    return !trial.alive()
        || (!trial.running() && (trial.step() >= horizon || stopped.contains(trial.number())));
  }

  /* Where nothing is pruned, nobody needs to look in between. */
  private long next(long step) {
    if (pruner instanceof Pruner.None) {
      return horizon;
    }
    int part = (int) (step * REPORTS / horizon);
    while (Search.report(horizon, part) <= step) {
      part++;
    }
    return Search.report(horizon, part);
  }

  @Override
  public boolean orderly() {
    return pruner instanceof Pruner.None;
  }

  @Override
  public Search over(Space other) {
    return new Sampled(sampler, pruner, parallel, other, horizon, seed);
  }

  @Override
  public String toString() {
    return Searches.print(this);
  }
}
