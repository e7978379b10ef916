package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.testkit.GoldenOptimizers;
import rubato.testkit.GoldenOptimizers.Case;
import rubato.text.Rules;

/** Rules of which no peer has a release: beside paths made from the papers alone, in numpy. */
class GoldenPapersTest {

  @Test
  void paths_made_from_the_papers_are_repeated() {
    List<Case> cases = GoldenOptimizers.of("papers");
    assertThat(cases).hasSize(6);
    for (Case golden : cases) {
      Rule rule = Rules.parse(golden.text().get("rule").asString());
      Shape shape = golden.id().contains("square4x4") ? Shape.of(4, 4) : Shape.of(10);
      var optimizer = new Optimizer(rule, 1);
      golden.replay(
          golden.text().get("rate").asDouble(),
          (t, rate, x, g) -> {
            Update.Again again =
                () -> {
                  System.arraycopy(golden.gradient(x, t), 0, g, 0, g.length);
                  return golden.loss(x);
                };
            Step step = Step.at(rate).loss(golden.loss(x)).again(again);
            optimizer.step(step, List.of(new Parameter("x", shape, x, g)));
          });
    }
  }
}
