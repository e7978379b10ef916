package rubato.lab.former;

/**
 * The answer to an {@link Ask}.
 *
 * @param trial the trial's number
 * @param step the updates done; fewer than asked when the trial diverged or failed
 * @param value how good the trial is now, lower is better; NaN and infinities are worst, and are
 *     what to tell of a trial that diverged
 * @param tie decides between equal values, lower is better
 */
public record Told(int trial, long step, double value, double tie) implements Comparable<Told> {

  /** True when the trial can go on. */
  public boolean alive() {
    return Double.isFinite(value);
  }

  /** Best first: alive before dead, then by value, then by {@code tie}. */
  @Override
  public int compareTo(Told other) {
    if (alive() != other.alive()) {
      return alive() ? -1 : 1;
    }
    int byValue = alive() ? Double.compare(value, other.value) : 0;
    return byValue != 0 ? byValue : Double.compare(tie, other.tie);
  }
}
