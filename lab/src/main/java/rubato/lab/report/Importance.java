package rubato.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import rubato.search.Dimension;
import rubato.search.Search;
import rubato.search.State;
import rubato.search.Trial;

/**
 * How much of what trials reached is explained by each dimension: an additive model is fitted by
 * least squares, and a dimension's share is the variance of its part over the variance of the
 * values. Values are logarithms where all are above 0.
 *
 * <p>A number's part is a quadratic of its place in the range, a choice's a constant for each word;
 * how long a trial was trained has a part of its own. What dimensions do together is not explained
 * and stands under {@code rest}.
 *
 * @param name of a dimension, {@code length of the trial}, or {@code rest}
 * @param share from 0 to 1
 */
public record Importance(String name, double share) {

  private static final String LENGTH = "length of the trial";

  /** A little, so that what cannot be told apart shares its part. */
  private static final double RIDGE = 1e-6;

  /** Columns of the model that belong to one dimension. */
  private record Part(String name, List<double[]> columns) {}

  /** The shares, the largest first, the rest last; none where trials are too few to say. */
  public static List<Importance> of(Search search, State state) {
    List<Trial> trials =
        state.trials().stream().filter(t -> t.alive() && !t.told().isEmpty()).toList();
    List<Part> parts = parts(search, trials);
    int columns = parts.stream().mapToInt(part -> part.columns.size()).sum();
    double[] y = trials.stream().mapToDouble(t -> t.told().getLast().value()).toArray();
    boolean log = Arrays.stream(y).allMatch(v -> v > 0);
    double[] centred = centred(Arrays.stream(y).map(v -> log ? Math.log(v) : v).toArray());
    double all = square(centred);
    if (trials.size() < 2 * (columns + 1) || !(all > 0)) {
      return List.of();
    }
    List<double[]> matrix = parts.stream().flatMap(part -> part.columns.stream()).toList();
    double[] weights = solve(matrix, centred);
    List<Importance> shares = new ArrayList<>();
    double[] left = centred.clone();
    int at = 0;
    for (Part part : parts) {
      double[] fitted = new double[left.length];
      for (double[] column : part.columns) {
        for (int i = 0; i < fitted.length; i++) {
          fitted[i] += weights[at] * column[i];
          left[i] -= weights[at] * column[i];
        }
        at++;
      }
      shares.add(new Importance(part.name, square(fitted) / all));
    }
    double rest = square(left) / all;
    // Parts that lean on each other can sum to more or less than the whole: they are shares of it.
    double sum = rest + shares.stream().mapToDouble(Importance::share).sum();
    List<Importance> whole = new ArrayList<>();
    shares.stream()
        .sorted(Comparator.comparingDouble(Importance::share).reversed())
        .forEach(one -> whole.add(new Importance(one.name, one.share / sum)));
    whole.add(new Importance("rest", rest / sum));
    return whole;
  }

  private static List<Part> parts(Search search, List<Trial> trials) {
    List<Part> parts = new ArrayList<>();
    List<Dimension> dimensions = search.space().dimensions();
    List<double[]> units = trials.stream().map(t -> search.space().unit(t.arm())).toList();
    for (int d = 0; d < dimensions.size(); d++) {
      int at = d;
      double[] unit = units.stream().mapToDouble(u -> u[at]).toArray();
      parts.add(part(dimensions.get(d), unit));
    }
    double[] length =
        trials.stream().mapToDouble(t -> Math.log((double) t.step() / search.horizon())).toArray();
    if (square(centred(length)) > 0) {
      parts.add(new Part(LENGTH, List.of(centred(length))));
    }
    return parts;
  }

  /** Where a dimension is absent, its columns are 0: the mean of the others. */
  private static Part part(Dimension dimension, double[] unit) {
    List<double[]> columns = new ArrayList<>();
    switch (dimension) {
      case Dimension.Choice choice -> {
        for (int w = 1; w < choice.words().size(); w++) {
          double place = (w + 0.5) / choice.words().size();
          columns.add(column(unit, u -> Math.abs(u - place) < 1e-9 ? 1 : 0));
        }
      }
      case Dimension.Log _, Dimension.Linear _, Dimension.Whole _ -> {
        columns.add(column(unit, u -> u));
        columns.add(column(unit, u -> u * u));
      }
    }
    columns.removeIf(column -> square(column) == 0);
    return new Part(dimension.name(), columns);
  }

  private static double[] column(double[] unit, DoubleUnaryOperator of) {
    double[] column = new double[unit.length];
    double sum = 0;
    int known = 0;
    for (int i = 0; i < unit.length; i++) {
      column[i] = Double.isNaN(unit[i]) ? Double.NaN : of.applyAsDouble(unit[i]);
      known += Double.isNaN(unit[i]) ? 0 : 1;
      sum += Double.isNaN(unit[i]) ? 0 : column[i];
    }
    for (int i = 0; i < unit.length; i++) {
      column[i] = Double.isNaN(column[i]) ? 0 : column[i] - sum / known;
    }
    return column;
  }

  private static double[] centred(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> v - mean).toArray();
  }

  private static double square(double[] values) {
    return Arrays.stream(values).map(v -> v * v).sum();
  }

  /**
   * Ridge regression by the normal equations, solved by elimination: they are positive definite.
   */
  private static double[] solve(List<double[]> columns, double[] y) {
    int n = columns.size();
    double[][] a = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = dot(columns.get(i), columns.get(j));
      }
      a[i][i] *= 1 + RIDGE;
      a[i][n] = dot(columns.get(i), y);
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        if (i != k) {
          double factor = a[i][k] / a[k][k];
          for (int j = k; j <= n; j++) {
            a[i][j] -= factor * a[k][j];
          }
        }
      }
    }
    double[] weights = new double[n];
    for (int k = 0; k < n; k++) {
      weights[k] = a[k][n] / a[k][k];
    }
    return weights;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
