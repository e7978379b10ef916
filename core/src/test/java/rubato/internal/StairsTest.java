package rubato.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.testkit.Trials;

class StairsTest {

  private static final Stairs<Long> STAIRS =
      new Stairs<>(List.of(3L, 4L, 100L), new long[] {3, 4, 100}, new double[] {8, 4, 2, 1});

  private static double expected(long step) {
    if (step < 3) {
      return 8;
    }
    return step < 4 ? 4 : step < 100 ? 2 : 1;
  }

  @Test
  void what_was_asked_before_does_not_matter() {
    Trials.check(
        2000,
        draw -> {
          long step = draw.whole(0, 9) == 0 ? Long.MAX_VALUE : draw.whole(0, 119);
          assertThat(STAIRS.at(step)).isEqualTo(expected(step));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -100, Long.MIN_VALUE})
  void a_step_below_zero_is_refused_wherever_it_was_before(long step) {
    for (long before : new long[] {0, 3, 50, 100, Long.MAX_VALUE}) {
      STAIRS.at(before);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> STAIRS.at(step))
          .withMessage("step must be >= 0, got " + step);
    }
  }
}
