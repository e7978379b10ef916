package rubato.exchange;

import java.util.List;

/** A path that is taken: weights, and what updates them. */
interface Path {

  /** Update {@code t}, from 1, at its rate times {@code multiplier}. */
  void step(long t, double multiplier);

  /** The weights. */
  List<Double> params();

  /** The weights to evaluate. */
  List<Double> evaluation();
}
