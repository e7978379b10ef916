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

  /**
   * What is to be done.
   *
   * @param each what the rules see of each gradient
   * @param wild how many numbers are not finite, where they were looked for
   */
  record Finding(List<Conditioning> each, long wild) {}

  /**
   * What becomes of the gradients; nothing, if the update is to be skipped.
   *
   * @param entries those that will move
   * @throws IllegalArgumentException if a gradient is not finite and the policy is {@code FAIL}
   */
  Optional<Finding> look(double scale, List<Plan.Entry> entries) {
    boolean policed = treatment.nonFinite() != NonFinite.PASS;
    boolean normed =
        treatment.clip() instanceof Clip.ByNorm || treatment.clip() instanceof Clip.ByGlobalNorm;
    if (!policed && !normed) {
      return Optional.of(new Finding(same(with(scale, false), entries.size()), 0));
    }
    double[] squares = squares(entries);
    long wild = 0;
    for (int i = 0; i < squares.length; i++) {
      // The square of no float32 overflows in float64; that of a float64 may, and is counted.
      if (policed && !Double.isFinite(squares[i])) {
        Parameter parameter = entries.get(i).parameter;
        long some = wild(Values.of(parameter.gradient(), parameter.precision()));
        Check.that(
            treatment.nonFinite() != NonFinite.FAIL || some == 0,
            "gradient of " + parameter.name(),
            "finite",
            some + " NaN or infinite of " + parameter.size());
        wild += some;
        if (treatment.nonFinite() == NonFinite.ZERO) {
          squares[i] = tamed(parameter).squares();
        }
      }
    }
    if (wild > 0 && treatment.nonFinite() == NonFinite.SKIP) {
      return Optional.empty();
    }
    return Optional.of(new Finding(factors(scale, wild > 0, squares), wild));
  }

  private List<Conditioning> factors(double scale, boolean zero, double[] squares) {
    return switch (treatment.clip()) {
      case Clip.None _ -> same(with(scale, zero), squares.length);
      case Clip.ByValue _ -> same(with(scale, zero), squares.length);
      case Clip.ByNorm(double limit, double epsilon) -> {
        List<Conditioning> each = new ArrayList<>();
        for (double square : squares) {
          double norm = Math.abs(scale) * Math.sqrt(square);
          each.add(with(scale * Clip.factor(norm, limit, epsilon), zero));
        }
        yield each;
      }
      case Clip.ByGlobalNorm(double limit, double epsilon) -> {
        double sum = 0;
        for (double square : squares) {
          sum += square;
        }
        double norm = Math.abs(scale) * Math.sqrt(sum);
        yield same(with(scale * Clip.factor(norm, limit, epsilon), zero), squares.length);
      }
    };
  }

  private Conditioning with(double scale, boolean zero) {
    double limit =
        treatment.clip() instanceof Clip.ByValue(double most) ? most : Double.POSITIVE_INFINITY;
    return new Conditioning(scale, limit, zero);
  }

  private static List<Conditioning> same(Conditioning one, int count) {
    return Collections.nCopies(count, one);
  }

  private double[] squares(List<Plan.Entry> entries) {
    List<Kernel.Piece> pieces = new ArrayList<>();
    for (Plan.Entry entry : entries) {
      Parameter p = entry.parameter;
      pieces.add(Kernel.Piece.reading(p.precision(), p.gradient()));
    }
    return crew.sums(pieces, piece -> kernel.squares(piece.g(), piece.precision()));
  }

  /** How many of them are not finite. */
  static long wild(Values numbers) {
    long wild = 0;
    for (long i = 0; i < numbers.size(); i++) {
      wild += Double.isFinite(numbers.at(i)) ? 0 : 1;
    }
    return wild;
  }

  private static Values tamed(Parameter parameter) {
    return Values.of(parameter.gradient(), parameter.precision())
        .conditioned(new Conditioning(1, Double.POSITIVE_INFINITY, true));
  }
}
