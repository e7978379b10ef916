package rubato.search;

import java.util.List;

/** Proposes the arm of a trial from those before it. */
public sealed interface Sampler
    permits Uniform, Halton, Sobol, Tpe, GaussianProcess, Quadratic, GoldenSection {

  /**
   * What is known of an earlier trial.
   *
   * @param arm what it tried
   * @param step the updates it did
   * @param value its last value; infinite when it diverged
   */
  record Seen(Arm arm, long step, double value) {}

  /**
   * The arm of the trial {@code number}.
   *
   * @param seen the finished trials, by number
   * @param pending the arms that are still on their way
   */
  Arm propose(Space space, long horizon, long seed, int number, List<Seen> seen, List<Arm> pending);

  /** True when the proposal depends on what is seen. */
  boolean adaptive();

  /** Rejects spaces that it cannot search. */
  default void check(Space space) {}
}
