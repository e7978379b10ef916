package rubato.lab;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trial as the search saw it.
 *
 * @param trial the number of the trial
 * @param arm what it tried, by name: numbers as their text
 * @param seed which of the study's seeds, from 0
 * @param rungs what it reported, steps rising
 */
public record Tried(int trial, Map<String, String> arm, int seed, List<Rung> rungs) {

  public Tried {
    // In one order: a copied map has another in each process.
    arm = Collections.unmodifiableMap(new TreeMap<>(arm));
    rungs = List.copyOf(rungs);
  }

  /**
   * A report.
   *
   * @param part the part of a full training that was done
   * @param value how good it was, lower is better; NaN where it diverged
   */
  public record Rung(double part, double value) {}
}
