package rubato.lab.work;

/** Who is told how orders go; called from the thread that waits for their answers. */
public interface Watch {

  /**
   * A trial has come to an update; not every update is told of a trial in another process.
   *
   * @param step the updates it has done
   * @param until where its order ends
   */
  void at(int id, long step, long until, double rate, double loss);

  /** Something to know: a worker died and was replaced. */
  void said(String line);

  /** True when orders must end at their next look. */
  boolean stop();

  /** Tells nobody and never stops. */
  static Watch none() {
    return new Watch() {
      @Override
      public void at(int id, long step, long until, double rate, double loss) {}

      @Override
      public void said(String line) {}

      @Override
      public boolean stop() {
        return false;
      }
    };
  }
}
