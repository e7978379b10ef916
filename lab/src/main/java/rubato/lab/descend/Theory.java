package rubato.lab.descend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.lab.chart.Axis;
import rubato.lab.chart.Band;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Mark;
import rubato.lab.chart.Numbers;
import rubato.lab.chart.Points;
import rubato.lab.chart.Series;
import rubato.lab.chart.Sheet;
import rubato.lab.chart.Style;
import rubato.objective.Objective;
import rubato.objective.ObjectiveTask;
import rubato.optim.Sgd;
import rubato.schedule.Horizon;
import rubato.text.Spec;

/**
 * What a constant rate does to plain gradient descent on a quadratic: along a direction of
 * curvature {@code a} every step multiplies the distance by {@code 1 - rate * a}, so it comes
 * smoothly below {@code 1 / a}, swings from side to side above, and grows above {@code 2 / a}. The
 * largest curvature sets the bound, the smallest the pace; the best of both is {@code 2 / (low +
 * high)}.
 *
 * @param curvature the ends of the spectrum
 * @param trails the four cases
 * @see <a href="https://doi.org/10.1007/978-1-4419-8853-9">Nesterov (2004), theorem 2.1.15</a>
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
public record Theory(
    Objective objective, double[] start, Horizon horizon, Curvature curvature, List<Trail> trails) {

  private static final int RATES = 120;
  private static final double WIDEST = 2.4;
  private static final int GROUND = 250;
  private static final int SWEEP = 270;

  /** One of the four, {@code times / high}. */
  private record Case(String name, double times) {

    /** Short enough for a quarter of a sheet. */
    String title() {
      return name + ", " + Numbers.of(times) + "/λmax";
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("too small", 0.1),
          new Case("right", 1),
          new Case("oscillating", 1.9),
          new Case("divergent", 2.1));

  /**
   * The four cases.
   *
   * @throws IllegalArgumentException when the curvature of {@code objective} is not the same
   *     everywhere, or not positive; or when it has more than {@value Curvature#MOST} variables
   */
  public static Theory of(Objective objective, double[] start, Horizon horizon, long seed) {
    Curvature curvature = constant(objective, start);
    var trails = new ArrayList<Trail>();
    for (Case one : CASES) {
      double rate = one.times / curvature.high();
      String name = one.title() + " = " + Numbers.of(rate, 3);
      Spec spec = Spec.parse(Double.toString(rate));
      trails.add(Trail.of(name, objective, start, new Sgd(), spec, horizon, seed));
    }
    return new Theory(objective, start, horizon, curvature, trails);
  }

  /**
   * The curvature of a function that has the same everywhere.
   *
   * @throws IllegalArgumentException when it has not
   */
  public static Curvature constant(Objective objective, double[] start) {
    Curvature here = Curvature.at(objective, start);
    double[] elsewhere = start.clone();
    for (int i = 0; i < elsewhere.length; i++) {
      elsewhere[i] = 1 - 0.5 * elsewhere[i];
    }
    Curvature there = Curvature.at(objective, elsewhere);
    double near = 1e-5 * Math.abs(here.high());
    if (!(here.low() > 0
        && Math.abs(here.low() - there.low()) <= near
        && Math.abs(here.high() - there.high()) <= near)) {
      throw new IllegalArgumentException(
          "the curvature must be the same everywhere and positive, as a quadratic's is, got from "
              + (Numbers.of(here.low()) + " to " + Numbers.of(here.high()) + " at one place and ")
              + (Numbers.of(there.low()) + " to " + Numbers.of(there.high()) + " at another"));
    }
    return here;
  }

  /** The bound, {@code 2 / high}: every constant rate above it diverges. */
  public double bound() {
    return 2 / curvature.high();
  }

  /** The constant rate that is fastest from the worst start: {@code 2 / (low + high)}. */
  public double fastest() {
    return 2 / (curvature.low() + curvature.high());
  }

  /** The loss after all steps, over the rate, with the bound. */
  public Chart sweep(String title) {
    double first = objective.value(start) - objective.minimum();
    var series = new ArrayList<Series>();
    for (Trail trail : trails) {
      double rate = trail.first().rate();
      var dot = Points.of(new double[] {rate}, new double[] {after(rate)});
      series.add(new Series(trail.name(), dot, Style.DOTS));
    }
    double[] rates = new double[RATES];
    double[] losses = new double[RATES];
    for (int i = 0; i < RATES; i++) {
      rates[i] = (i + 1) * WIDEST / curvature.high() / RATES;
      losses[i] = after(rates[i]);
    }
    String label = "loss after " + horizon.steps() + " steps";
    series.add(new Series(label, Points.of(rates, losses), Style.FRONT));
    double low = first;
    double high = 30 * first;
    for (double loss : losses) {
      low = loss > 0 && loss < low ? Math.max(loss, 1e-30 * first) : low;
    }
    for (Trail trail : trails) {
      double loss = after(trail.first().rate());
      high = loss > high ? Math.min(loss, 1e8 * first) : high;
    }
    return new Chart(
        title,
        Axis.linear("rate").from(0, WIDEST / curvature.high()),
        Axis.log(label).from(low / 3, high * 10),
        series,
        List.of(new Band(1 / curvature.high(), bound(), "swings, and still comes lower")),
        List.of(
            new Mark(bound(), "2/λmax = " + Numbers.of(bound(), 3) + ": beyond it, divergence"),
            new Mark(fastest(), "fastest, 2/(λmin + λmax)")));
  }

  private double after(double rate) {
    try (var descent = new ObjectiveTask("sweep", objective, new Sgd()).from(start, 0)) {
      for (long step = 0; step < horizon.steps(); step++) {
        descent.step(rate);
      }
      return descent.evaluate().loss() - objective.minimum();
    }
  }

  /** The four cases above, and the losses over the rate below. */
  public Sheet sheet(String title) {
    var picture = new Picture(objective, trails, Optional.empty(), Optional.empty());
    var frames = Frames.of(trails);
    var panels = new ArrayList<Sheet.Panel>();
    for (int i = 0; i < trails.size(); i++) {
      var one = List.of(trails.get(i));
      var ground = picture.ground(CASES.get(i).title(), one);
      panels.add(new Sheet.Panel(ground, picture.movers(one, frames)));
    }
    String below = "Loss after " + horizon.steps() + " steps, over the rate";
    return new Sheet(
        title,
        List.of(
            new Sheet.Row(GROUND, panels),
            new Sheet.Row(SWEEP, List.of(new Sheet.Panel(sweep(below), List.of())))),
        picture.notes(frames));
  }
}
