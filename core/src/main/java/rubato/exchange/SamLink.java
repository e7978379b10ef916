package rubato.exchange;

import java.util.function.Supplier;

/**
 * {@code sam} of optax, not opaque: for {@code period - 1} gradients another optimizer climbs from
 * the weights; the next gradient, found there, moves the weights where they were (Foret et al.
 * 2021). What is seen in between are the weights that climbed.
 */
final class SamLink implements Link {

  private final Link outer;
  private final Supplier<Link> fresh;
  private final int period;
  private final boolean reset;
  private Link climber;
  private double[] kept = {};
  private int since;

  SamLink(Link outer, Supplier<Link> fresh, int period, boolean reset) {
    this.outer = outer;
    this.fresh = fresh;
    this.period = period;
    this.reset = reset;
    this.climber = fresh.get();
  }

  @Override
  public double[] update(double[] u, At at) {
    // With a period of 1 optax moves from the weights that it kept before.
    double[] from = kept.length == 0 ? at.x().clone() : kept;
    kept = since == 0 ? at.x().clone() : from;
    boolean last = since == period - 1;
    since = (since + 1) % period;
    if (!last) {
      return Links.each(climber.update(u, at), v -> -v);
    }
    climber = reset ? fresh.get() : climber;
    double[] moved = outer.update(u, at.with(from));
    for (int i = 0; i < moved.length; i++) {
      moved[i] = from[i] - at.x()[i] + moved[i];
    }
    return moved;
  }
}
