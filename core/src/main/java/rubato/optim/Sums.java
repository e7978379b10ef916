package rubato.optim;

import java.util.List;

/** Sums over the tensors of a group, in double. */
final class Sums {

  private Sums() {}

  /** {@code sum a * b}. */
  static double product(Machine machine, Values a, Values b) {
    return machine.sum(List.of(a, b), tile -> tile.product(tile.of(0), tile.of(1)));
  }

  /** {@code sum a^2}. */
  static double squares(Machine machine, Values a) {
    return machine.sum(List.of(a), tile -> tile.product(tile.of(0), tile.of(0)));
  }

  /** {@code sum |a|}. */
  static double sizes(Machine machine, Values a) {
    return machine.sum(List.of(a), tile -> tile.sizes(tile.of(0)));
  }

  /** {@code sum (a - b)^2}. */
  static double squaredDistance(Machine machine, Values a, Values b) {
    return squares(machine, a, b, -1);
  }

  /** {@code sum (g + decay * x)^2}. */
  static double squaredGradient(Machine machine, Tensor p, double decay) {
    return decay == 0 ? squares(machine, p.g()) : squares(machine, p.g(), p.x(), decay);
  }

  /** {@code sum (a + weight * b)^2}. */
  static double squares(Machine machine, Values a, Values b, double weight) {
    return machine.sum(
        List.of(a, b),
        tile -> {
          double[] sum = tile.of(0);
          double[] added = tile.of(1);
          for (int i = 0; i < tile.size(); i++) {
            sum[i] += weight * added[i];
          }
          return tile.product(sum, sum);
        });
  }

  static void copy(Values from, Values to) {
    to.follow(from, 1);
  }

  /** The largest rate of the group, where a rule knows only one. */
  static double rate(List<Tensor> tensors) {
    return tensors.stream().mapToDouble(Tensor::rate).max().orElse(0);
  }

  /** Of the group's rate, which part is that of {@code p}: 1 unless rates differ. */
  static double part(Tensor p, double rate) {
    return rate == 0 ? 0 : p.rate() / rate;
  }
}
