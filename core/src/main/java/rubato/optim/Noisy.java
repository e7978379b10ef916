package rubato.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import rubato.internal.Check;

/**
 * Another rule on gradients with noise that fades.
 *
 * <pre>
 * g = g + sqrt(eta / t^gamma) * n     with n normally distributed, mean 0, variance 1
 * x = inner(x, g)
 * </pre>
 *
 * <p>The paper counts from 0 and writes {@code (1 + t)^gamma}. The noise depends on the seed, the
 * name of the parameter, {@code t} and the place of the weight: a resumed run draws what the
 * uninterrupted one would have drawn, on any number of threads. It is added after the gradient was
 * clipped.
 *
 * @param eta variance of the noise in the first update; finite, not negative. optax 0.01; the paper
 *     tries 0.01, 0.3 and 1
 * @param gamma finite, not negative
 * @param seed of the noise
 * @param inner any rule; the gradients that it evaluates again itself have no noise
 * @see <a href="https://arxiv.org/abs/1511.06807">Neelakantan et al., Adding gradient noise
 *     improves learning for very deep networks (2015), equation 1</a>
 */
public record Noisy(double eta, double gamma, long seed, Rule inner) implements Whole {

  public Noisy {
    Check.atLeast("eta", eta, 0);
    Check.atLeast("gamma", gamma, 0);
  }

  /** As the paper and optax have it, around plain gradient descent. */
  public Noisy() {
    this(0.01, 0.55, 0, new Sgd());
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return inner.layout(shape);
  }

  @Override
  public List<String> scalars() {
    return inner.scalars();
  }

  @Override
  public List<String> shared() {
    return inner.shared();
  }

  @Override
  public boolean needsLoss() {
    return inner.needsLoss();
  }

  @Override
  public boolean evaluatesAgain() {
    return inner.evaluatesAgain();
  }

  @Override
  public boolean evaluatesElsewhere() {
    return inner.evaluatesElsewhere();
  }

  @Override
  public void evaluation(Tensor tensor, Values into) {
    inner.evaluation(tensor, into);
  }

  @Override
  public void update(Update update) {
    List<Tensor> noisy = new ArrayList<>();
    for (Tensor p : update.tensors()) {
      double deviation = deviation(p.t());
      Dice dice = Dice.of(seed, p.name(), p.t());
      Values g = p.x().another();
      update
          .machine()
          .each(
              List.of(p.g(), g),
              tile -> {
                double[] seen = tile.of(0);
                double[] made = tile.of(1);
                for (int i = 0; i < tile.size(); i++) {
                  made[i] = seen[i] + deviation * dice.normal(tile.from() + i);
                }
                tile.store(1);
              });
      noisy.add(new Tensor(p.name(), p.shape(), p.x(), g, p.state(), p.scalars(), p.t(), p.rate()));
    }
    update.inner().run(inner, update.again(quiet(update, noisy)), noisy, update.shared());
  }

  private double deviation(long t) {
    return Math.sqrt(eta / StrictMath.pow((double) t, gamma));
  }

  /** What is added to the gradient of a parameter of {@code size} weights in update {@code t}. */
  public double[] noise(String parameter, long t, int size) {
    double deviation = deviation(t);
    Dice dice = Dice.of(seed, parameter, t);
    double[] noise = new double[size];
    Arrays.setAll(noise, i -> deviation * dice.normal(i));
    return noise;
  }

  /** What the inner rule asks for comes without noise. */
  private static Update.Again quiet(Update update, List<Tensor> noisy) {
    return update
        .again()
        .then(
            () -> {
              for (int j = 0; j < noisy.size(); j++) {
                Sums.copy(update.tensors().get(j).g(), noisy.get(j).g());
              }
            });
  }

  @Override
  public String toString() {
    return Wording.of("noisy", this);
  }
}
