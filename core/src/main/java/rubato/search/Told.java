package rubato.search;

import rubato.internal.Check;

/**
 * What a trial reports: at every 27th part of the horizon that it passes, and where it was asked to
 * stop.
 *
 * @param trial the trial's number
 * @param step the updates done
 * @param value how good the trial is now, lower is better; NaN and infinities say that it diverged
 *     and are its last word
 * @param tie decides between equal values, lower is better
 */
public record Told(int trial, long step, double value, double tie) implements Comparable<Told> {

  public Told {
    Check.atLeast("trial", trial, 0);
    Check.atLeast("step", step, 0);
  }

  /** Without anything to decide ties. */
  public Told(int trial, long step, double value) {
    this(trial, step, value, value);
  }

  /** True when the trial can go on. */
  public boolean alive() {
    return Double.isFinite(value);
  }

  /** Best first: alive before diverged, then by value, then by {@code tie}. */
  @Override
  public int compareTo(Told other) {
    if (alive() != other.alive()) {
      return alive() ? -1 : 1;
    }
    int byValue = alive() ? Double.compare(value, other.value) : 0;
    return byValue != 0 ? byValue : Double.compare(tie, other.tie);
  }
}
