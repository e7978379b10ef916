package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rubato.optim.Muon.Rounding;
import rubato.testkit.GoldenOptimizers;
import rubato.testkit.GoldenOptimizers.Case;

/** Our rules for whole tensors walk where Keras's, optax's and PyTorch's walk. */
class GoldenWholeTest {

  private static final Adafactor.Convention OPTAX_FACTORS = Adafactor.Convention.OPTAX;

  private static final Map<String, Call> OPTAX =
      Map.of(
          "fromage", new Call(0.01, new Fromage()),
          "lamb", new Call(0.01, new Lamb(0.9, 0.999, 1e-6, 0, 0.01, Lamb.Decay.INSIDE)),
          "lars", new Call(1, new Lars(0.9, 0.001, 0.01, 0, false)),
          "muon", new Call(0.02, optax(true, 0, Muon.Scale.COLUMNS)),
          "muon_rms_wd", new Call(0.02, optax(false, 0.1, Muon.Scale.LARGEST)),
          "novograd", new Call(0.01, new NovoGrad(0.9, 0.25, 1e-6, 0, 0.01)),
          "sm3", new Call(0.05, new Sm3()),
          "adafactor_factored", new Call(0.05, optax(0, 0)),
          "adafactor_momentum_wd", new Call(0.05, optax(0.9, 0.001)));

  private static final Map<String, Call> KERAS =
      Map.of(
          "lamb",
          new Call(0.01, new Lamb(0.9, 0.999, 1e-7, 0, 0.01, Lamb.Decay.OUTSIDE)),
          "muon",
          new Call(0.02, keras()),
          "muon_adamw_path",
          new Call(0.02, keras()),
          "adafactor",
          new Call(
              0.05,
              new Adafactor(
                  0.8, 1e-30, 1e-3, 1, true, true, 0, 0, 0, 0, Adafactor.Convention.KERAS)));

  private static final Map<String, Call> REFERENCES =
      Map.of(
          "torch_adafactor", new Call(0.05, new Adafactor()),
          "torch_muon", new Call(0.02, torch(true, Muon.Scale.ROWS)),
          "torch_muon_match_rms", new Call(0.02, torch(false, Muon.Scale.LARGEST)),
          "kellerjordan_muon",
              new Call(
                  0.02,
                  muon(true, 1e-7, false, 0, Muon.Mean.AVERAGE, Muon.Scale.ROWS, Rounding.EACH)));

  private static Rule keras() {
    return muon(true, 1e-7, false, 0.004, Muon.Mean.SUM, Muon.Scale.LARGEST, Rounding.NONE)
        .with(Map.of("single", "true"));
  }

  private static Muon torch(boolean nesterov, Muon.Scale scale) {
    return muon(nesterov, 1e-7, true, 0.1, Muon.Mean.AVERAGE, scale, Rounding.FUSED);
  }

  private static Muon optax(boolean nesterov, double decay, Muon.Scale scale) {
    return muon(nesterov, 1e-8, false, decay, Muon.Mean.CORRECTED, scale, Rounding.NONE);
  }

  private static Muon muon(
      boolean nesterov,
      double epsilon,
      boolean floor,
      double decay,
      Muon.Mean mean,
      Muon.Scale scale,
      Rounding rounding) {
    var usual = new Muon();
    return new Muon(
        0.95,
        nesterov,
        usual.first(),
        usual.second(),
        usual.third(),
        5,
        Muon.Start.FROBENIUS,
        false,
        epsilon,
        floor,
        false,
        decay,
        mean,
        scale,
        0.2,
        rounding,
        1,
        new AdamW(0.9, 0.999, 1e-7, 0.004, Epsilon.HAT));
  }

  private record Call(double rate, Rule rule) {}

  private static Adafactor optax(double momentum, double weightDecay) {
    return new Adafactor(
        0.8, 1e-30, 1e-3, 1, false, true, momentum, weightDecay, 2, 0, OPTAX_FACTORS);
  }

  @Test
  void optax_is_repeated() {
    assertThat(replay("optax", OPTAX)).isEqualTo(62);
  }

  @Test
  void keras_is_repeated() {
    assertThat(replay("keras", KERAS)).isEqualTo(26);
  }

  @Test
  void adafactor_of_pytorch_is_repeated() {
    int replayed = 0;
    for (Case golden : GoldenOptimizers.of("pytorch")) {
      if (golden.text().get("optimizer").asString().equals("Adafactor")) {
        golden.replay(
            options -> {
              double decay = options.path("weight_decay").asDouble(0);
              return run(
                  golden,
                  new Adafactor(
                      0.8, 0, 1e-3, 1, true, true, 0, decay, 0, 0, Adafactor.Convention.PYTORCH));
            });
        replayed++;
      }
    }
    assertThat(replayed).isEqualTo(12);
    assertThat(replay("references", REFERENCES)).isEqualTo(16);
  }

  private static int replay(String library, Map<String, Call> calls) {
    int replayed = 0;
    for (Case golden : GoldenOptimizers.of(library)) {
      Call call = calls.get(golden.name());
      if (call != null) {
        golden.replay(call.rate(), run(golden, call.rule()));
        replayed++;
      }
    }
    return replayed;
  }

  private static GoldenOptimizers.Update run(Case golden, Rule rule) {
    Shape shape =
        switch (golden.text().get("objective").asString()) {
          case "tall5x3" -> Shape.of(5, 3);
          case "wide3x5" -> Shape.of(3, 5);
          default -> Shape.of(10);
        };
    var optimizer = new Optimizer(rule, 1);
    return (t, rate, x, g) -> {
      if (!golden.single()) {
        optimizer.step(rate, List.of(new Parameter("x", shape, x, g)), Gradients.KEEP);
        return;
      }
      float[] weights = narrow(x);
      var parameter = new Parameter("x", shape, weights, narrow(g));
      optimizer.step(rate, List.of(parameter), Gradients.KEEP);
      for (int i = 0; i < x.length; i++) {
        x[i] = weights[i];
      }
    };
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
