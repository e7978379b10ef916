package rubato.workloads;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.optim.Clip;

/**
 * How the gradient of an update is come by; part of a task's name: {@code
 * digits:accumulate=4,clip=1}.
 *
 * @param accumulate it is added up over the batch in so many pieces, which need less memory; at
 *     least 1
 * @param clip the largest norm of all gradients together; larger ones are scaled down to it, as by
 *     PyTorch's {@code clip_grad_norm_}
 */
public record Computing(int accumulate, Optional<Double> clip) {

  /** In one piece, as it is. */
  public static final Computing PLAIN = new Computing(1, Optional.empty());

  private static final String ACCUMULATE = "accumulate";
  private static final String CLIP = "clip";

  /** What PyTorch adds to the norm that it divides by. */
  private static final double EPSILON = 1e-6;

  public Computing {
    if (accumulate < 1) {
      throw new IllegalArgumentException("accumulate must be >= 1, got " + accumulate);
    }
    if (clip.isPresent() && !(clip.get() > 0 && clip.get() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("clip must be finite and > 0, got " + clip.get());
    }
  }

  /** From what follows the colon in a task's name. */
  static Computing parse(String task, String text) {
    var given = new Options(task, text, List.of(ACCUMULATE, CLIP));
    double clip = given.number(CLIP, Double.NEGATIVE_INFINITY);
    return new Computing(
        given.whole(ACCUMULATE, 1),
        clip == Double.NEGATIVE_INFINITY ? Optional.empty() : Optional.of(clip));
  }

  /** The clipping for an optimizer. */
  Clip clipping() {
    return clip.<Clip>map(limit -> new Clip.ByGlobalNorm(limit, EPSILON)).orElseGet(Clip.None::new);
  }

  /** As it follows a task's name, colon included; empty where there is nothing to say. */
  @Override
  public String toString() {
    var said = new ArrayList<String>();
    if (accumulate > 1) {
      said.add(ACCUMULATE + "=" + accumulate);
    }
    clip.ifPresent(limit -> said.add(CLIP + "=" + limit));
    return said.isEmpty() ? "" : ":" + String.join(",", said);
  }
}
