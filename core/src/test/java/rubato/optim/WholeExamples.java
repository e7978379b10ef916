package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules for whole tensors that between them use every option. */
final class WholeExamples {

  private WholeExamples() {}

  static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    for (Lamb.Decay decay : Lamb.Decay.values()) {
      rules.add(new Lamb(0.8, 0.99, 1e-4, 1e-8, 0.1, decay));
    }
    for (Adafactor.Convention convention : Adafactor.Convention.values()) {
      // optax's decay does not know the rate, so that a rate of 0 would still move weights.
      double decay = convention == Adafactor.Convention.OPTAX ? 0 : 0.1;
      rules.add(new Adafactor(0.9, 1e-8, 1e-2, 0.5, true, false, 0, decay, 0, 0, convention));
      rules.add(new Adafactor(0.8, 0, 1e-3, 1, false, true, 0.9, 0, 2, 1, convention));
    }
    rules.add(new Lars(0.8, 0.01, 0.1, 1e-6, true));
    rules.add(new NovoGrad(0.8, 0.9, 1e-4, 1e-8, 0.1));
    rules.add(new Muon().with(Map.of("single", "true")));
    for (String start : List.of("spectral", "aol", "schatten")) {
      rules.add(new Muon().with(Map.of("start", start, "adaptive", "true")));
    }
    rules.add(new Sm3(0.8, 0.9, 1e-4));
    rules.addAll(
        List.of(
            new Fromage(),
            new Lamb(),
            new Adafactor(),
            new Lars(),
            new Muon(),
            new NovoGrad(),
            new Sm3(),
            new Soap()));
    return rules;
  }
}
