package rubato.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BlowUpTest {

  /** The number of losses until it says so, or -1. */
  private static int at(int count, IntToDoubleFunction loss) {
    var blowUp = new BlowUp(false);
    for (int i = 0; i < count; i++) {
      if (blowUp.seen(loss.applyAsDouble(i))) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void nan_and_infinity_are_blow_ups_at_once() {
    assertThat(at(5, i -> Double.NaN)).isZero();
    assertThat(at(5, i -> i < 3 ? 1 : Double.POSITIVE_INFINITY)).isEqualTo(3);
    assertThat(at(5, i -> i < 2 ? 1 : Double.NEGATIVE_INFINITY)).isEqualTo(2);
  }

  @Test
  void growth_is_seen_wherever_it_begins() {
    assertThat(at(500, i -> Math.pow(1.5, i))).isBetween(10, 60);
    assertThat(at(500, i -> i < 200 ? 1.0 / (1 + i) : Math.pow(2, i - 200))).isBetween(205, 230);
  }

  @Test
  void a_leap_to_a_plateau_is_seen() {
    assertThat(at(50, i -> i == 0 ? 1 : 1e6)).isBetween(9, 15);
  }

  @Test
  void a_loss_near_its_floor_may_be_noisy() {
    // "4 x best" stops here: the best of many is nearly 0.
    var random = new SplittableRandom(1);
    assertThat(at(5000, i -> 2 / (1.0 + i) + 0.01 * Math.abs(random.nextGaussian()))).isEqualTo(-1);
  }

  @Test
  void negative_losses_are_losses() {
    assertThat(at(1000, i -> -i * 0.1)).isEqualTo(-1);
    assertThat(at(1000, i -> i < 100 ? -5 - i * 0.01 : -5 + Math.pow(1.5, i - 100)))
        .isBetween(105, 125);
  }

  @Test
  void a_catapult_that_comes_back_is_none() {
    assertThat(at(500, i -> i > 5 && i < 14 ? 40 : 2.3 / (1 + 0.01 * i))).isEqualTo(-1);
  }

  @Test
  void single_sample_noise_is_none() {
    var random = new SplittableRandom(2);
    assertThat(at(5000, i -> Math.pow(random.nextGaussian(), 2))).isEqualTo(-1);
  }

  @Test
  void the_scale_of_the_loss_does_not_matter() {
    for (double scale : new double[] {0x1p-40, 1, 0x1p40}) {
      assertThat(at(300, i -> scale * (i < 50 ? 1 : Math.pow(1.2, i - 50))))
          .isEqualTo(at(300, i -> i < 50 ? 1 : Math.pow(1.2, i - 50)));
    }
  }

  @Test
  void a_loss_of_zero_from_the_start_is_none() {
    assertThat(at(100, i -> 0)).isEqualTo(-1);
  }
}
