package rubato.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.lab.former.Told;
import rubato.train.Evaluation;
import rubato.train.Metric;

class ScoreTest {

  private static final Metric ACCURACY = new Metric("accuracy", true);

  private static Finalist finalist(double loss, double... metrics) {
    var one = new Finalist(new Told(0, 1, 0, 0), List.of());
    for (double metric : metrics) {
      one = one.with(new Evaluation(loss, metric));
    }
    return one;
  }

  @Test
  void mean_and_sample_deviation() {
    Score score = Score.of(List.of(1.0, 2.0, 4.0, 5.0));
    assertThat(score.mean()).isEqualTo(3);
    // Squares 4 + 1 + 1 + 4, over n - 1 = 3.
    double spread = Math.sqrt(10.0 / 3);
    assertThat(score.spread()).isCloseTo(spread, within(Math.ulp(spread)));
  }

  @Test
  void equal_values_have_no_spread() {
    Score score = Score.of(List.of(0.1, 0.1, 0.1));
    assertThat(score.mean()).isEqualTo(0.1);
    assertThat(score.spread()).isZero();
  }

  @Test
  void one_value_has_no_known_spread_and_nan_is_not_hidden() {
    assertThat(Score.of(List.of(0.5)).spread()).isNaN();
    assertThat(Score.of(List.of()).mean()).isNaN();
    assertThat(Score.of(List.of(0.5, Double.NaN)).mean()).isNaN();
  }

  @Test
  void the_best_mean_wins() {
    Finalist good = finalist(1, 0.9, 0.91, 0.92);
    assertThat(Finalist.best(List.of(finalist(0.1, 0.5, 0.51, 0.52), good), ACCURACY))
        .isEqualTo(good);
  }

  @Test
  void what_noise_cannot_tell_apart_the_held_out_loss_decides() {
    Finalist calm = finalist(0.1, 0.90, 0.92, 0.91);
    Finalist sure = finalist(0.4, 0.91, 0.92, 0.91);
    assertThat(Finalist.best(List.of(sure, calm), ACCURACY)).isEqualTo(calm);
    assertThat(Finalist.best(List.of(calm, sure), ACCURACY)).isEqualTo(calm);
  }

  @Test
  void a_finalist_that_diverged_on_a_seed_is_worst() {
    Finalist broken = finalist(0.01, 0.99, Double.NaN);
    Finalist steady = finalist(1, 0.6, 0.6);
    assertThat(Finalist.best(List.of(broken, steady), ACCURACY)).isEqualTo(steady);
    assertThat(steady.worse(broken, ACCURACY)).isInfinite();
  }

  @Test
  void the_direction_is_the_metric_s() {
    var error = new Metric("error", false);
    assertThat(finalist(1, 2.0).worse(finalist(1, 3.0), error)).isEqualTo(1);
    assertThat(finalist(1, 2.0).worse(finalist(1, 3.0), ACCURACY)).isEqualTo(-1);
  }
}
