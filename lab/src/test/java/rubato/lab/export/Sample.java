package rubato.lab.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import rubato.lab.store.NewRun;
import rubato.lab.store.Observed;
import rubato.lab.store.Recorded;
import rubato.lab.store.Status;
import rubato.schedule.Horizon;

/** A run with everything that is hard to write: quotes, commas, what is no number. */
final class Sample {

  static final long BEGUN = 1_700_000_000_123L;

  private Sample() {}

  /** When update {@code step} was made; nobody timed the held-out loss. */
  static long at(int step) {
    return BEGUN + 1000 + 250L * step;
  }

  static Exported run(String id) {
    var observed = new ArrayList<Observed>();
    double[] losses = {2.5, 1 / 3.0, Double.POSITIVE_INFINITY, Double.NaN, 0.0};
    for (int step = 0; step < losses.length; step++) {
      observed.add(
          new Observed(step, "loss", losses[step], 0.1 / (step + 1), OptionalLong.of(at(step))));
    }
    observed.add(Observed.of(5, "held-out loss", Double.NEGATIVE_INFINITY));
    observed.add(Observed.of(5, "accuracy", 0.75).at(OptionalLong.of(at(5))));
    var told =
        new NewRun(
            Optional.empty(),
            OptionalInt.empty(),
            "train",
            "digits:cnn",
            "cosine(0.1 -> 0); layers \"01*\" times 0.1, \u00fc",
            "adam",
            "32",
            Long.MIN_VALUE,
            new Horizon(5, 5),
            "accuracy",
            true,
            "{\"cores\": 2}",
            "digits.csv.gz sha256:00",
            "0123abc");
    var run =
        new Recorded(
            id,
            told,
            BEGUN,
            OptionalLong.of(BEGUN + 5000),
            Status.DIVERGED,
            "loss NaN at step 3",
            5,
            0.0,
            Double.NEGATIVE_INFINITY,
            0.75,
            new TreeSet<>(List.of("paper", "old")));
    return new Exported(run, observed);
  }
}
