package rubato.workloads.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelTest {

  private static double[][] arrays(Model model) {
    return model.shapes().stream()
        .map(shape -> new double[(int) shape.size()])
        .toArray(double[][]::new);
  }

  @Test
  void gradients_are_those_of_the_loss() {
    for (Problem problem : Problem.all()) {
      Model model = problem.model().get();
      double[][] weights = arrays(model);
      double[][] gradient = arrays(model);
      double[][] ignored = arrays(model);
      model.start(new SplittableRandom(1), weights);
      int[] rows = IntStream.range(0, Math.min(7, model.examples())).toArray();
      model.gradient(weights, rows, gradient);
      for (int i = 0; i < weights.length; i++) {
        int stride = Math.max(1, weights[i].length / 7);
        for (int j = 0; j < weights[i].length; j += stride) {
          double at = weights[i][j];
          double h = 1e-5;
          weights[i][j] = at + h;
          double above = model.gradient(weights, rows, ignored);
          weights[i][j] = at - h;
          double below = model.gradient(weights, rows, ignored);
          weights[i][j] = at;
          // Central differences: the error is h^2 times a third derivative (Rosenbrock's is 3e3),
          // and a rounding of the loss over h.
          assertThat((above - below) / (2 * h))
              .as("%s array %d weight %d", problem.name(), i, j)
              .isCloseTo(gradient[i][j], within(1e-6));
        }
      }
    }
  }

  @Test
  void what_is_judged_is_the_mean_over_all_that_is_held_out() {
    Model model = Problem.all().get(3).model().get();
    double[][] weights = arrays(model);
    // Without weights every class is as likely as any other.
    assertThat(model.judged(weights)).isCloseTo(Math.log(10), within(1e-12));
    weights[0][0] = Double.NaN;
    assertThat(model.judged(weights)).isNaN();
  }

  @Test
  void equal_pixels_are_halved_to_the_first() {
    var halving = new Layer.Halving(1, 2);
    double[] down = new double[4];
    double[] in = {1, 3, 3, 2};
    double[] out = new double[1];
    halving.forward(new double[0][], in, out, 1);
    halving.backward(new double[0][], in, out, new double[] {5}, down, new double[0][], 1);
    assertThat(out).containsExactly(3);
    assertThat(down).containsExactly(0, 5, 0, 0);
  }
}
