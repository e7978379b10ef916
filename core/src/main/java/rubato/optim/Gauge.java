package rubato.optim;

/** The gradients of an update, to be looked at wherever they are. */
public interface Gauge {

  /** The sum of the squares of each, in double. */
  double[] squares();

  /** What gradient {@code i} belongs to. */
  String name(int i);

  /** How many numbers gradient {@code i} has. */
  long size(int i);

  /** How many numbers of gradient {@code i} are not finite. */
  long wild(int i);

  /** The sum of the squares of those that are. */
  double tamed(int i);
}
