package rubato.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import rubato.internal.Check;
import rubato.optim.kernel.Crew;
import rubato.optim.kernel.Kernel;

/** Looks at the gradients of an update, where the treatment asks for it, before anything moves. */
final class Conditioner {

  private final Treatment treatment;
  private final Crew crew;
  private final Kernel kernel;

  Conditioner(Treatment treatment, Crew crew, Kernel kernel) {
    this.treatment = treatment;
    this.crew = crew;
    this.kernel = kernel;
  }

  /** What becomes of gradients in memory. */
  Optional<Conditioned> look(double scale, List<Plan.Entry> entries) {
    return look(treatment, scale, entries.size(), new InMemory(entries, crew, kernel));
  }

  /** How many of them are not finite. */
  static long wild(Values numbers) {
    long wild = 0;
    for (long i = 0; i < numbers.size(); i++) {
      wild += Double.isFinite(numbers.at(i)) ? 0 : 1;
    }
    return wild;
  }

  /**
   * What becomes of the gradients; nothing, if the update is to be skipped.
   *
   * @param count of those that will move
   * @throws IllegalArgumentException if a gradient is not finite and the policy is {@code FAIL}
   */
  static Optional<Conditioned> look(Treatment treatment, double scale, int count, Gauge gauge) {
    boolean policed = treatment.nonFinite() != NonFinite.PASS;
    boolean normed =
        treatment.clip() instanceof Clip.ByNorm || treatment.clip() instanceof Clip.ByGlobalNorm;
    if (!policed && !normed) {
      return Optional.of(new Conditioned(same(with(treatment.clip(), scale, false), count), 0));
    }
    double[] squares = gauge.squares();
    long wild = 0;
    for (int i = 0; i < squares.length; i++) {
      // The square of no float32 overflows in float64; that of a float64 may, and is counted.
      if (policed && !Double.isFinite(squares[i])) {
        long some = gauge.wild(i);
        Check.that(
            treatment.nonFinite() != NonFinite.FAIL || some == 0,
            "gradient of " + gauge.name(i),
            "finite",
            some + " NaN or infinite of " + gauge.size(i));
        wild += some;
        if (treatment.nonFinite() == NonFinite.ZERO) {
          squares[i] = gauge.tamed(i);
        }
      }
    }
    if (wild > 0 && treatment.nonFinite() == NonFinite.SKIP) {
      return Optional.empty();
    }
    return Optional.of(new Conditioned(factors(treatment.clip(), scale, wild > 0, squares), wild));
  }

  private static List<Conditioning> factors(
      Clip clip, double scale, boolean zero, double[] squares) {
    return switch (clip) {
      case Clip.None _ -> same(with(clip, scale, zero), squares.length);
      case Clip.ByValue _ -> same(with(clip, scale, zero), squares.length);
      case Clip.ByNorm(double limit, double epsilon) -> {
        List<Conditioning> each = new ArrayList<>();
        for (double square : squares) {
          double norm = Math.abs(scale) * Math.sqrt(square);
          each.add(with(clip, scale * Clip.factor(norm, limit, epsilon), zero));
        }
        yield each;
      }
      case Clip.ByGlobalNorm(double limit, double epsilon) -> {
        double sum = 0;
        for (double square : squares) {
          sum += square;
        }
        double norm = Math.abs(scale) * Math.sqrt(sum);
        yield same(with(clip, scale * Clip.factor(norm, limit, epsilon), zero), squares.length);
      }
    };
  }

  private static Conditioning with(Clip clip, double scale, boolean zero) {
    double limit = clip instanceof Clip.ByValue(double most) ? most : Double.POSITIVE_INFINITY;
    return new Conditioning(scale, limit, zero);
  }

  private static List<Conditioning> same(Conditioning one, int count) {
    return Collections.nCopies(count, one);
  }
}
