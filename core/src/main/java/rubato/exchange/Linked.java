package rubato.exchange;

import java.util.List;

/** A path that gradient transformations make. */
final class Linked implements Path {

  private final Problem problem;
  private final Ground ground;
  private final Link link;
  private final double[] x;

  Linked(Problem problem, Ground ground, Link link) {
    this.problem = problem;
    this.ground = ground;
    this.link = link;
    this.x = problem.start();
  }

  @Override
  public void step(long t, double multiplier) {
    boolean single = ground.single();
    Link.At at =
        new Link.At(x.clone(), ground, problem.loss(x, single), () -> problem.loss(x, single));
    double[] u = link.update(problem.gradient(x, t, single), at);
    for (int i = 0; i < x.length; i++) {
      x[i] = at.stored(x[i] + multiplier * u[i]);
    }
  }

  @Override
  public List<Double> params() {
    return Problem.list(x);
  }

  @Override
  public List<Double> evaluation() {
    return Problem.list(link.evaluation(x.clone()));
  }
}
