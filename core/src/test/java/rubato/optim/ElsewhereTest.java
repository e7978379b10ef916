package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An engine that makes the updates by itself, by the formulas of the rules. */
class ElsewhereTest {

  /** The gradient of one parameter. */
  private record One(Values g) implements Gauge {

    @Override
    public double[] squares() {
      return new double[] {g.squares()};
    }

    @Override
    public String name(int i) {
      return "x";
    }

    @Override
    public long size(int i) {
      return g.size();
    }

    @Override
    public long wild(int i) {
      return Conditioner.wild(g);
    }

    @Override
    public double tamed(int i) {
      return g.conditioned(new Conditioning(1, Double.POSITIVE_INFINITY, true)).squares();
    }
  }

  private static void engine(Elsewhere optimizer, Parameter x, double rate) {
    Values g = Values.of(x.gradient(), x.precision());
    Optional<Conditioned> found = optimizer.begin(1, 1, new One(g));
    if (found.isEmpty()) {
      return;
    }
    var rule = (Elementwise) optimizer.rules(Step.at(rate)).get(optimizer.place("x"));
    long t = optimizer.updates("x") + 1;
    Values scalars = optimizer.scalars(x);
    rule.advance(t, rate, scalars);
    rule.update(
        new Tensor(
            "x",
            x.shape(),
            Values.of(x.weights(), x.precision()),
            g.conditioned(found.get().each().getFirst()),
            optimizer.arrays(x),
            scalars,
            t,
            rate));
    optimizer.updated(x, t);
  }

  @Test
  void its_updates_and_those_of_the_kernels_continue_each_other() {
    var treatment = Treatment.NONE.clip(new Clip.ByNorm(1, 0)).nonFinite(NonFinite.SKIP);
    var kernels = new Optimizer(List.of(Group.all(new NAdam())), treatment, 1);
    var both = new Optimizer(List.of(Group.all(new NAdam())), treatment, 1);
    double[] expected = {1, 2, 3};
    double[] got = {1, 2, 3};
    for (int t = 0; t < 6; t++) {
      double[] g = {Math.sin(t), t == 3 ? Double.NaN : 2, Math.cos(t)};
      kernels.step(0.1, List.of(new Parameter("x", expected, g)), Gradients.KEEP);
      var x = new Parameter("x", got, g);
      if (t % 2 == 0) {
        both.step(0.1, List.of(x), Gradients.KEEP);
      } else {
        engine(both.elsewhere(), x, 0.1);
      }
      assertThat(got).isEqualTo(expected);
    }
    assertThat(both.steps()).isEqualTo(kernels.steps()).isEqualTo(5);
    assertThat(both.skipped()).isEqualTo(1);
  }

  @Test
  void it_knows_the_layout_and_the_numbers_of_groups() {
    var optimizer =
        new Optimizer(
            List.of(new Group("a*", new Prodigy(), 1, false), Group.all(new Asgd())),
            Treatment.NONE.average(Average.mean()),
            1);
    Elsewhere elsewhere = optimizer.elsewhere();
    assertThat(elsewhere.place("abc")).isZero();
    assertThat(elsewhere.place("b")).isEqualTo(1);
    assertThat(elsewhere.shared(0).size()).isEqualTo(4);
    assertThat(elsewhere.scalars("b")).isEqualTo(3);
    assertThat(elsewhere.updates("b")).isZero();
    assertThat(elsewhere.layout("b", Shape.of(2)).stream().map(Slot::name))
        .containsExactly("average", "average");
    elsewhere.arrays(new Parameter("b", new float[2], new float[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> elsewhere.arrays(new Parameter("b", new float[3], new float[3])))
        .withMessage("shape of b must be 2 as in its state, got 3");
    var losing = new Optimizer(new Momo(), 1).elsewhere();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> losing.rules(Step.at(1)))
        .withMessageStartingWith("loss must be said at every update");
  }
}
