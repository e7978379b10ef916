package rubato.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import rubato.search.Population;

/**
 * How much of the differences between trials each dimension explains alone: the correlation ratio
 * {@code eta^2 = sum_g n_g (mean_g - mean)^2 / sum_i (y_i - mean)^2}, over the words of a choice,
 * or over thirds of the values of a number. {@code y} is the rank of a trial, from 0 (best) to 1,
 * among those that came as far: so one that diverged is worst, and not infinitely bad.
 */
final class Importance {

  private static final int GROUPS = 3;

  private Importance() {}

  /** By dimension; empty for fewer than two dimensions or six trials. */
  static Map<String, Double> of(List<Tried> trials) {
    var names = new TreeSet<String>();
    trials.forEach(trial -> names.addAll(trial.arm().keySet()));
    if (names.contains(Population.FROM)) {
      return Map.of(); // a copy is as good as what it was copied from
    }
    List<Tried> ranked =
        trials.stream()
            .filter(trial -> !trial.rungs().isEmpty())
            .sorted(Comparator.comparingDouble(Importance::value))
            .toList();
    var all = new TreeMap<String, Double>();
    if (names.size() >= 2 && ranked.size() >= 2 * GROUPS) {
      names.forEach(name -> all.put(name, of(name, ranked)));
    }
    return all;
  }

  /* At its first report every trial has come as far as all others. */
  private static double value(Tried trial) {
    double value = trial.rungs().getFirst().value();
    return Double.isFinite(value) ? value : Double.POSITIVE_INFINITY;
  }

  private static double of(String name, List<Tried> ranked) {
    var groups = new TreeMap<String, List<Double>>();
    List<String> numbers =
        ranked.stream()
            .map(trial -> trial.arm().get(name))
            .filter(text -> text != null && number(text))
            .sorted(Comparator.comparingDouble(Double::parseDouble))
            .toList();
    for (int i = 0; i < ranked.size(); i++) {
      String text = ranked.get(i).arm().get(name);
      if (text != null) {
        String group =
            number(text) ? "third " + numbers.indexOf(text) * GROUPS / numbers.size() : text;
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add((double) i);
      }
    }
    List<Double> values = groups.values().stream().flatMap(List::stream).toList();
    double mean = mean(values);
    double all = values.stream().mapToDouble(y -> (y - mean) * (y - mean)).sum();
    double between =
        groups.values().stream()
            .mapToDouble(group -> group.size() * Math.pow(mean(group) - mean, 2))
            .sum();
    return all > 0 ? between / all : 0;
  }

  private static boolean number(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
