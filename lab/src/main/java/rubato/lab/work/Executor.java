package rubato.lab.work;

/**
 * Carries out orders. What an order's answer says does not depend on who carried it out, on how
 * many go at once, or on how often it had to be begun again.
 */
public sealed interface Executor extends AutoCloseable permits Here, Workers {

  /** How many orders can go at once. */
  int places();

  /**
   * Begins an order.
   *
   * @throws IllegalStateException when all places are taken, or no process can be begun for it
   */
  void begin(Order order);

  /**
   * Waits for the next answer. A trial that crashes or is late is begun again from its checkpoint,
   * as often as the limits allow; then that is its answer.
   *
   * @throws IllegalStateException when no order is going
   */
  Answer next(Watch watch);

  /** Ends everything at once; what was going is in its checkpoint as of its last look. */
  @Override
  void close();
}
