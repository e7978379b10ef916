package rubato.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Brackets one after another, for ever: the arms of a bracket train to its first rung; the best go
 * on from where they are to the next. A rung is judged when every trial of it was told, so the
 * order of the answers does not matter. A trial that diverged is never promoted; nor is one that
 * crashed, whose place another gets.
 *
 * @param brackets by number, from 0
 * @param arms by trial number
 */
record Climb(IntFunction<Bracket> brackets, IntFunction<Arm> arms) {

  /**
   * @param arms how many begin
   * @param eta how many arms one survivor stands for
   * @param rungs the updates of each, rising
   */
  record Bracket(int arms, int eta, List<Long> rungs) {

    int survivors(int rung) {
      return Math.max(1, (int) (arms / Math.pow(eta, rung)));
    }
  }

  /** Whatever can be done now: the earlier bracket first; a later one begins before it is over. */
  List<Ask> ask(State state, int most) {
    var asks = new ArrayList<Ask>();
    int first = 0;
    for (int number = 0; asks.size() < most; number++) {
      Bracket bracket = brackets.apply(number);
      ask(state, bracket, first, most, asks);
      first += bracket.arms();
    }
    return asks;
  }

  private void ask(State state, Bracket bracket, int first, int most, List<Ask> asks) {
    List<Integer> climbing = IntStream.range(first, first + bracket.arms()).boxed().toList();
    for (int rung = 0; rung < bracket.rungs().size(); rung++) {
      long until = bracket.rungs().get(rung);
      boolean judged = true;
      var here = new ArrayList<Told>();
      for (int number : climbing) {
        if (asks.size() >= most) {
          return;
        }
        if (number >= state.trials().size()) {
          asks.add(new Ask(number, arms.apply(number), number, until));
          judged = false;
          continue;
        }
        Trial trial = state.trials().get(number);
        trial.at(until).filter(Told::alive).ifPresent(here::add);
        if (trial.alive() && trial.step() < until) {
          judged = false;
          if (!trial.running()) {
            asks.add(new Ask(number, trial.arm(), trial.seed(), until));
          }
        }
      }
      if (!judged) {
        return;
      }
      climbing =
          here.stream()
              .sorted(Comparator.<Told>naturalOrder().thenComparingInt(Told::trial))
              .limit(bracket.survivors(rung + 1))
              .map(Told::trial)
              .toList();
    }
  }
}
