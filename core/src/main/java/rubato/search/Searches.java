package rubato.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rubato.internal.Check;
import rubato.internal.Nearest;

/**
 * The methods by name: {@code tpe}, {@code tpe:startup=20}, {@code tpe+median:percentile=25}.
 *
 * <p>After the name of a method come its options. A sampler may be joined with a pruner, each with
 * its own options.
 */
public final class Searches {

  private interface Maker {
    Search make(Options options, Space space, long horizon, long seed);
  }

  private interface Made<T> {
    T make(Options options);
  }

  /** Goes before a method, and lets its range of rates grow: {@code widening+tpe}. */
  public static final String WIDENING = "widening";

  private static final Map<String, Maker> METHODS =
      Map.of(
          "grid",
          (in, space, horizon, seed) ->
              new Grid(in.whole("points", 37), in.flag("shuffled", true), space, horizon, seed),
          "coarse-to-fine",
          (in, space, horizon, seed) ->
              new CoarseToFine(in.whole("points", 8), in.whole("rounds", 6), space, horizon, seed),
          "halving",
          (in, space, horizon, seed) ->
              new Halving(
                  in.whole("arms", 27),
                  in.whole("eta", 3),
                  in.whole("rungs", 4),
                  sampling(in),
                  space,
                  horizon,
                  seed),
          "hyperband",
          (in, space, horizon, seed) ->
              new Hyperband(
                  in.whole("eta", 3), in.whole("rungs", 4), sampling(in), space, horizon, seed),
          "asha",
          (in, space, horizon, seed) ->
              new Asha(
                  in.whole("eta", 3), in.whole("rungs", 4), sampling(in), space, horizon, seed),
          "population",
          (in, space, horizon, seed) ->
              new Population(
                  in.whole("population", 8),
                  in.whole("rounds", 9),
                  in.number("quantile", 0.25),
                  in.number("resample", 0.25),
                  space,
                  horizon,
                  seed),
          "pilot",
          Pilot::of);

  private static final Map<String, Made<Sampler>> SAMPLERS =
      Map.of(
          "random", _ -> new Uniform(),
          "halton", _ -> new Halton(),
          "sobol", _ -> new Sobol(),
          "tpe", Tpe::of,
          "gp", GaussianProcess::of,
          "quadratic", Quadratic::of,
          "golden-section", GoldenSection::of);

  private static final Map<String, Made<Pruner>> PRUNERS =
      Map.of(
          "median", Searches::median,
          "halving", Rungs::of,
          "hyperband", Brackets::of,
          "asha", Stopping::of);

  private enum MedianRule {
    OPTUNA,
    VIZIER
  }

  private static Pruner median(Options in) {
    return switch (in.word("rule", MedianRule.class, MedianRule.OPTUNA)) {
      case OPTUNA -> Percentile.of(in);
      case VIZIER -> Median.of(in);
    };
  }

  private static Sampler sampling(Options in) {
    String name = in.text("sampling", "random");
    Made<Sampler> sampler = SAMPLERS.get(name);
    if (sampler == null) {
      throw Check.rejection("sampling", "random, sobol or halton", name);
    }
    return sampler.make(new Options(name, ""));
  }

  private Searches() {}

  /** All names, sorted; any sampler may be followed by {@code +} and a pruner. */
  public static List<String> names() {
    var names = new TreeMap<String, Boolean>();
    METHODS.keySet().forEach(name -> names.put(name, true));
    SAMPLERS.keySet().forEach(name -> names.put(name, true));
    return List.copyOf(names.keySet());
  }

  /** The names of samplers, which can be joined with pruners. */
  public static List<String> samplers() {
    return SAMPLERS.keySet().stream().sorted().toList();
  }

  /** The names of pruners. */
  public static List<String> pruners() {
    return PRUNERS.keySet().stream().sorted().toList();
  }

  /**
   * The search that {@code text} names.
   *
   * @throws IllegalArgumentException when there is none: one line that names the nearest
   */
  public static Search parse(String text, Space space, long horizon, long seed) {
    List<String> parts = List.of(text.strip().split("\\+", -1));
    String name = name(parts.getFirst());
    if (name.equals(WIDENING)) {
      Options options = options(parts.getFirst());
      int most = options.whole("most", 3);
      options.end();
      String rest = String.join("+", parts.subList(1, parts.size()));
      return new Widening(parse(rest, space, horizon, seed), most);
    }
    Options options = options(parts.getFirst());
    Maker maker = METHODS.get(name);
    if (maker != null) {
      Check.that(parts.size() == 1, "method", "no sampler joined with a pruner", text);
      Search search = maker.make(options, space, horizon, seed);
      options.end();
      return search;
    }
    Made<Sampler> sampling = SAMPLERS.get(name);
    if (sampling == null) {
      throw Check.rejection("method", "one of " + String.join(", ", names()), name + hint(name));
    }
    Sampler sampler = sampling.make(options);
    int parallel = options.whole("parallel", 1);
    options.end();
    Check.that(parts.size() <= 2, "method", "a sampler and one pruner", text);
    Pruner pruner = parts.size() == 1 ? new Pruner.None() : pruner(parts.get(1));
    return new Sampled(sampler, pruner, parallel, space, horizon, seed);
  }

  private static String hint(String name) {
    return PRUNERS.containsKey(name)
        ? ", which ends trials of a sampler: write random+" + name
        : Nearest.hint(name, names());
  }

  private static Pruner pruner(String text) {
    Made<Pruner> pruning = PRUNERS.get(name(text));
    if (pruning == null) {
      throw Check.rejection(
          "pruner",
          "one of " + String.join(", ", pruners()),
          name(text) + Nearest.hint(name(text), pruners()));
    }
    Options options = options(text);
    Pruner pruner = pruning.make(options);
    options.end();
    return pruner;
  }

  private static String name(String part) {
    int colon = part.indexOf(':');
    return (colon < 0 ? part : part.substring(0, colon)).strip();
  }

  private static Options options(String part) {
    int colon = part.indexOf(':');
    return new Options(name(part), colon < 0 ? "" : part.substring(colon + 1));
  }

  static String print(Sampled search) {
    String sampler = search.sampler().toString();
    String parallel =
        search.parallel() == 1
            ? ""
            : (sampler.indexOf(':') < 0 ? ":" : ",") + "parallel=" + search.parallel();
    String pruner = search.pruner() instanceof Pruner.None ? "" : "+" + search.pruner();
    return sampler + parallel + pruner;
  }
}
