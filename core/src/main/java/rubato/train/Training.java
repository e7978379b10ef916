package rubato.train;

/** A task that has been started with a seed. Not thread-safe. */
public interface Training extends AutoCloseable {

  /**
   * Does one optimizer update at {@code rate}.
   *
   * @return the training loss of the batch, before the update; NaN and infinities may occur
   */
  double step(double rate);

  /** The held-out metrics of the weights as they are; changes nothing. */
  Evaluation evaluate();

  /** The number of updates done. */
  long steps();

  /** What became of gradients that were not finite. */
  default Wild wild() {
    return Wild.UNSEEN;
  }

  /** All that is needed to continue bit for bit. */
  Checkpoint save();

  /**
   * Continues from {@code checkpoint}, bit for bit.
   *
   * @throws IllegalArgumentException when it belongs to another task or version, or is damaged
   */
  void restore(Checkpoint checkpoint);

  /** Frees what the engine holds. */
  @Override
  void close();
}
