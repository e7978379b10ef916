package rubato.optim;

import java.util.ArrayList;
import java.util.List;

/** The weights of a group along a direction, and the loss there. */
final class Line {

  private final Update update;
  private final List<Values> directions;
  private final List<Values> starts = new ArrayList<>();

  /**
   * From the weights as they are.
   *
   * @param directions to go against, one for each tensor; not those that an evaluation changes
   */
  Line(Update update, List<Values> directions) {
    this.update = update;
    this.directions = directions;
    for (Tensor p : update.tensors()) {
      starts.add(p.x().copy());
    }
  }

  /** Copies of the gradients as the rule sees them. */
  static List<Values> gradients(Update update) {
    return update.tensors().stream().map(p -> p.g().copy()).toList();
  }

  /** {@code sum rate * g * d}: how fast the loss falls at first, by step. */
  double slope() {
    double slope = 0;
    for (int j = 0; j < directions.size(); j++) {
      Tensor p = update.tensors().get(j);
      slope += p.rate() * Sums.product(update.machine(), p.g(), directions.get(j));
    }
    return slope;
  }

  /** Goes there: {@code x = start - step * rate * d}. */
  void go(double step) {
    for (int j = 0; j < directions.size(); j++) {
      Tensor p = update.tensors().get(j);
      update
          .machine()
          .each(
              List.of(p.x(), starts.get(j), directions.get(j)),
              tile -> {
                double[] x = tile.of(0);
                double[] start = tile.of(1);
                double[] d = tile.of(2);
                for (int i = 0; i < tile.size(); i++) {
                  x[i] = start[i] - step * p.rate() * d[i];
                }
                tile.store(0);
              });
    }
  }

  /** Goes there and returns the loss. */
  double loss(double step) {
    go(step);
    return update.again().evaluate(Update.Aim.TRY);
  }
}
