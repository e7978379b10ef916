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

  private static final Map<String, Maker> METHODS =
      Map.of(
          "grid",
          (in, space, horizon, seed) ->
              new Grid(in.whole("points", 37), in.flag("shuffled", true), space, horizon, seed));

  private static final Map<String, Made<Sampler>> SAMPLERS = Map.of("random", _ -> new Uniform());

  private static final Map<String, Made<Pruner>> PRUNERS = Map.of();

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
      throw Check.rejection(
          "method", "one of " + String.join(", ", names()), name + Nearest.hint(name, names()));
    }
    Sampler sampler = sampling.make(options);
    int parallel = options.whole("parallel", 1);
    options.end();
    Check.that(parts.size() <= 2, "method", "a sampler and one pruner", text);
    Pruner pruner = parts.size() == 1 ? new Pruner.None() : pruner(parts.get(1));
    return new Sampled(sampler, pruner, parallel, space, horizon, seed);
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
