package rubato.exchange;

import java.util.List;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Step;
import rubato.optim.Values;

/**
 * A rule of ours as a gradient transformation: it moves weights of its own, and says by how much.
 */
final class RuleLink implements Link {

  private final Made made;
  private final double sign;
  private final boolean blind;
  private final Optimizer optimizer;
  private final Parameter parameter;
  private final boolean single;
  private long count;

  /**
   * One that has seen nothing.
   *
   * @param sign of what it says: 1 for what is added to the weights, -1 for a direction
   * @param blind whether the rule does not look at the weights: its own then stay at 0, where moves
   *     are most precise
   */
  RuleLink(Made made, double sign, boolean blind, Ground ground) {
    this.made = made;
    this.sign = sign;
    this.blind = blind;
    single = ground.single();
    optimizer = new Optimizer(made.rule(), 1);
    parameter = Problem.parameter("x", ground.shape(), ground.single());
  }

  @Override
  public double[] update(double[] u, At at) {
    Values x = Problem.values(parameter.weights(), single);
    Values g = Problem.values(parameter.gradient(), single);
    for (int i = 0; i < u.length; i++) {
      x.set(i, blind ? 0 : at.x()[i]);
      g.set(i, made.scale().at((double) count) * u[i]);
    }
    double rate = made.rate().at((double) count++);
    Step step = Step.at(made.length(rate)).loss(at.loss()).again(at.again());
    optimizer.step(step, List.of(parameter));
    double way = sign * made.sign(rate);
    for (int i = 0; i < u.length; i++) {
      u[i] = way * (x.at(i) - (blind ? 0 : at.x()[i]));
    }
    return u;
  }
}
