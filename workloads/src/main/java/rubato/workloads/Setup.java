package rubato.workloads;

import rubato.optim.Rule;

/**
 * What the user may choose about a training besides its rate.
 *
 * @param rule how a gradient and a rate become a change of weights
 * @param batch how many examples one update sees
 * @param threads how many threads compute; at least 1
 * @param computing how the gradient is come by: what the task's name says, whatever stands here
 */
public record Setup(Rule rule, Batch batch, int threads, Computing computing) {

  /** Gradients in one piece, as they are. */
  public Setup(Rule rule, Batch batch, int threads) {
    this(rule, batch, threads, Computing.PLAIN);
  }

  public Setup {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1, got " + threads);
    }
  }
}
