package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rubato.exchange.ClosedForm.Words;
import rubato.schedule.Horizon;
import rubato.schedule.Schedule;
import rubato.text.Spec;

/** A schedule's formula, read as the function it is, gives the schedule's rates. */
class ClosedFormTest {

  private static final int STEPS = 100;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.1
          linear(0.1 -> 0.01)
          linear(0.01 -> 0.1, 30)
          cosine(0.1 -> 0)
          cosine(0 -> 0.1, 30)
          polynomial(0.1 -> 0.01, power 0.5)
          power(0.1 -> 0, exponent 2)
          one-minus-sqrt(0.1 -> 0.01)
          exponential(0.1 -> 0.001)
          rex(0.1 -> 0)
          sigmoid(0.001 -> 0.1, before 6, after 6)
          tanh(0.1 -> 0, before 7, after 3)
          k-decay(cosine(0.1 -> 0.01), k 2)
          exponential(0.1, gamma 0.9 per 1ep)
          exponential(0.1, gamma 0.99)
          exponential(0.1, lambda 0.01)
          inverse-time(0.1, decay 1 per 1ep)
          inverse-time(0.1, decay 1, power 0.5)
          inverse-sqrt(0.1, timescale 1ep)
          noam(0.1, warmup 10%)
          step(0.1, factor 0.5 every 2ep)
          milestones(0.1, factor 0.1 at 50%, 75%)
          piecewise(0: 0.1)
          piecewise(0: 0.1, 50%: 0.03, 90%: 0.001)
          interpolate(0: 0.1, 50%: 0.03, 90%: 0)
          interpolate-cosine(0: 0.1, 50%: 0.03, 100%: 0)
          cyclic(0.01 -> 0.1, up 2ep, down 3ep)
          cyclic(0.01 -> 0.1, up 10, down 10, amplitude step(1, factor 0.5 every 20))
          restarts(cosine(0.1 -> 0.01, 20))
          restarts(cosine(0.1 -> 0.01, 20), decay 0.5)
          restarts(linear(0.1 -> 0, 10), growth 2, decay 0.5)
          0.1 for 50 then 0.05 for 20 then cosine(0.01 -> 0)
          (cosine(0.1 -> 0, 30) for 10 then 0.2) then linear(0.2 -> 0.1, 40)
          warmup(10%, from 0) then cosine(0.1 -> 0.01)
          warmup(5) then warmup(10) then 0.1
          0.5 * cosine(0.1 -> 0)
          clamp(exponential(0.1, gamma 0.9 per 1ep), 0.05..0.08)
          shift(cosine(0.1 -> 0), 20)
          skip(cosine(0.1 -> 0, 100%), 30)
          repeat(cosine(0.1 -> 0), every 25)
          """)
  void its_formula_gives_its_rates_and_those_past_its_end(String spec) {
    Schedule schedule = schedule(spec);
    for (Words words : Words.values()) {
      String formula = ClosedForm.of(schedule, "step", words, STEPS).orElseThrow();
      Curve curve =
          new Args("a test", Map.of("f", Source.read("lambda step: " + formula)), Set.of())
              .curve("f", "step");
      for (int step = 0; step <= 3 * STEPS / 2; step++) {
        double right = schedule.at(step);
        // Beyond a few ulps where a difference near 1 is taken.
        assertThat(curve.at(step))
            .as("%s at %d", formula, step)
            .isCloseTo(right, within(1e-11 * right + 1e-17));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'chebyshev(0.01, low 0.05, high 1, 64)'",
    "'noise(0.1, amount 0.2, seed 7)'",
    "'0.1 for 9 then noise(0.1, amount 0.2, seed 7)'",
    "'stretch(cosine(0.1 -> 0), 50..80 -> 90)'",
    "'repeat(repeat(repeat(repeat(repeat(repeat(0.1, every 9), every 9), every 9), every 9), every 9), every 9)'"
  })
  void what_has_no_formula_or_too_deep_a_one_has_none(String spec) {
    assertThat(ClosedForm.of(schedule(spec), "step", Words.MATH, STEPS)).isEmpty();
  }

  @Test
  void a_formula_that_nobody_reads_is_none() {
    var text = new StringBuilder("piecewise(0: 0.1");
    for (int i = 1; i < 60; i++) {
      text.append(", ").append(i).append(": 0.").append(i);
    }
    Optional<String> many = ClosedForm.of(schedule(text + ")"), "step", Words.MATH, STEPS);
    assertThat(many).isEmpty();
  }

  private static Schedule schedule(String spec) {
    return Spec.parse(spec).resolve(new Horizon(STEPS, 10)).schedule();
  }
}
