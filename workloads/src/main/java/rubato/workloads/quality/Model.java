package rubato.workloads.quality;

import java.util.List;
import java.util.SplittableRandom;
import rubato.optim.Shape;

/** A loss of some arrays of weights, with its gradient, in float64. Not thread-safe. */
interface Model {

  /** The shapes of the arrays. */
  List<Shape> shapes();

  /** Writes the weights to start from. */
  void start(SplittableRandom random, double[][] weights);

  /** How many examples an epoch goes through; 1 for a function. */
  int examples();

  /** The mean loss of the examples {@code rows}, whose gradient is written over {@code into}. */
  double gradient(double[][] weights, int[] rows, double[][] into);

  /** What a training is judged by. */
  double judged(double[][] weights);
}
