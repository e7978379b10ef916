package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.objective.ObjectiveTask;
import rubato.objective.Quadratic;
import rubato.optim.Sgd;
import rubato.train.Checkpoint;
import rubato.train.Evaluation;
import rubato.train.Training;

class AscentTest {

  private static final Ladder LADDER = new Ladder(1e-6, 1, 60);

  /** Leaves out so many updates before each that it makes; never makes one when that is -1. */
  private static final class Skipping implements Training {

    private final int skips;
    private final List<Double> rates = new ArrayList<>();
    private int left;
    private long steps;

    Skipping(int skips) {
      this.skips = skips;
      this.left = skips;
    }

    @Override
    public double step(double rate) {
      rates.add(rate);
      if (left == 0) {
        steps++;
        left = skips;
      } else if (left > 0) {
        left--;
      }
      return 1;
    }

    @Override
    public Evaluation evaluate() {
      return new Evaluation(1, 1);
    }

    @Override
    public long steps() {
      return steps;
    }

    @Override
    public Checkpoint save() {
      return new Checkpoint("skipping", steps, new byte[0]);
    }

    @Override
    public void restore(Checkpoint checkpoint) {
      steps = checkpoint.step();
    }

    @Override
    public void close() {}
  }

  @Test
  void an_update_that_was_left_out_climbs_no_rung() {
    var training = new Skipping(2);
    RangeTest test = RangeSweep.climb(training, 0, LADDER, RangeSweep.Listener.none());
    assertThat(test.points()).hasSize(60);
    assertThat(training.rates).hasSize(180);
    assertThat(training.rates.subList(0, 4)).containsExactly(1e-6, 1e-6, 1e-6, LADDER.at(1));
    assertThat(training.steps()).isZero();
  }

  @Test
  void a_training_that_makes_no_update_is_given_up() {
    var training = new Skipping(-1);
    RangeTest test = RangeSweep.climb(training, 0, LADDER, RangeSweep.Listener.none());
    assertThat(test.points()).isEmpty();
    assertThat(training.rates).hasSize(61);
    assertThat(test.reading()).isInstanceOf(RangeReading.Inconclusive.class);
  }

  @Test
  void others_may_say_what_the_training_is_told_at_a_rung() {
    var task = new ObjectiveTask("quadratic", new Quadratic(2, 10, false), new Sgd());
    var said = new ArrayList<Double>();
    var half =
        new Ascent() {
          @Override
          public Training start(long seed, Ladder ladder) {
            return task.start(seed);
          }

          @Override
          public double said(long step, double rate) {
            assertThat(rate).isEqualTo(LADDER.at((int) step));
            said.add(rate / 2);
            return rate / 2;
          }
        };
    var sweep = new RangeSweep(LADDER, 1, 0, 1000);
    RangeTest one = sweep.over(half, 3, RangeSweep.Listener.none()).tests().getFirst();
    assertThat(one.points().get(7).rate()).isEqualTo(LADDER.at(7));
    try (Training by = task.start(3)) {
      for (int i = 0; i < one.points().size(); i++) {
        assertThat(one.points().get(i).loss()).isEqualTo(by.step(said.get(i)));
      }
    }
  }
}
