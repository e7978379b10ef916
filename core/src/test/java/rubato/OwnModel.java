package rubato;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import rubato.optim.Clip;
import rubato.optim.Gradients;
import rubato.optim.Group;
import rubato.optim.NonFinite;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Precision;
import rubato.optim.Rows;
import rubato.optim.Shape;
import rubato.optim.Step;
import rubato.optim.Treatment;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;
import rubato.text.Rules;
import rubato.text.Spec;

/** The code of docs/guide/own-model.md, between its marks. */
final class OwnModel {

  private final float[][] rows;
  private final float[] targets;

  OwnModel(float[][] rows, float[] targets) {
    this.rows = rows;
    this.targets = targets;
  }

  float[] trained() {
    // @start train
    float[] w = new float[2];
    float[] wGradient = new float[2];
    float[] b = new float[1];
    float[] bGradient = new float[1];
    var parameters =
        List.of(
            new Parameter("w", Shape.of(2), w, wGradient),
            new Parameter("b", Shape.of(1), b, bGradient));
    var treatment = Treatment.NONE.clip(new Clip.ByGlobalNorm(1, 0)).nonFinite(NonFinite.SKIP);
    var groups = List.of(Group.all(Rules.parse("adamw:weight-decay=0")));
    var optimizer = new Optimizer(groups, treatment, 1);
    var pace = Spec.parse("warmup(5%) then cosine(0.1 -> 0)").resolve(new Horizon(400, 10));
    var pacer = new Pacer(pace);
    while (pacer.step() < 400) {
      double loss = gradients(w, b, wGradient, bGradient);
      optimizer.step(Step.at(pacer.rate()).loss(loss), parameters);
      pacer.advance();
    }
    // @end train
    return new float[] {w[0], w[1], b[0]};
  }

  // @start gradients
  double gradients(float[] w, float[] b, float[] wGradient, float[] bGradient) {
    wGradient[0] = wGradient[1] = bGradient[0] = 0;
    double loss = 0;
    for (int i = 0; i < rows.length; i++) {
      float error = w[0] * rows[i][0] + w[1] * rows[i][1] + b[0] - targets[i];
      loss += error * error / rows.length;
      wGradient[0] += 2 * error * rows[i][0] / rows.length;
      wGradient[1] += 2 * error * rows[i][1] / rows.length;
      bGradient[0] += 2 * error / rows.length;
    }
    return loss;
  }

  // @end gradients

  // @start rows
  static void rows(Optimizer optimizer, MemorySegment table, List<Long> touched, float[] gradient) {
    var parameter =
        new Parameter(
            "table",
            Shape.of(1000, 4),
            table, // anywhere: arena.allocate(1000 * 4 * Float.BYTES, 64)
            MemorySegment.ofArray(gradient), // 4 numbers for each touched row
            Precision.FLOAT32,
            Optional.of(new Rows(touched)));
    optimizer.step(0.1, List.of(parameter), Gradients.ZERO);
  }
  // @end rows
}
