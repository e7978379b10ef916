package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;
import rubato.optim.Clip;

/**
 * The path that an optimizer of another library took on a small problem, as a file recorded it, to
 * be taken once more by our rule: {@code {"objectives": {...}, "cases": [...]}} with {@code
 * "format": "lr-golden-1"}.
 */
public final class Trajectory {

  private final String id;
  private final Map<String, Value> said;
  private final Map<String, Value> objectives;

  /** The updates that the file records, where a case does not say its own. */
  private final List<Long> recorded;

  private Trajectory(
      String id, Map<String, Value> said, Map<String, Value> objectives, List<Long> recorded) {
    this.id = id;
    this.recorded = recorded;
    this.said = said;
    this.objectives = objectives;
  }

  /**
   * What became of it.
   *
   * @param params our weights after the recorded updates
   * @param evaluation our weights to evaluate, where the file has them
   * @param deviation the largest difference from what is recorded, over its tolerance: at most 1
   *     where all agree; NaN where nothing is recorded
   * @param largest the largest difference
   * @param error why there is nothing, where there is nothing
   */
  public record Outcome(
      String id,
      Map<Long, List<Double>> params,
      Map<Long, List<Double>> evaluation,
      double deviation,
      double largest,
      Optional<String> error) {

    /** Whether there is something recorded, and every number is within its tolerance. */
    public boolean agrees() {
      return error.isEmpty() && deviation <= 1;
    }
  }

  /**
   * The cases of a file.
   *
   * @throws ExchangeException if it has another form
   */
  public static List<Trajectory> read(String json) {
    Map<String, Value> file = object(JsonText.read(json), "the file");
    if (!(file.get("format") instanceof Text(var format) && format.equals("lr-golden-1"))) {
      throw new ExchangeException("format must be \"lr-golden-1\", got " + file.get("format"));
    }
    Map<String, Value> objectives = object(file.get("objectives"), "objectives");
    if (!(file.get("cases") instanceof Items(var cases))) {
      throw new ExchangeException("cases must be a list, got " + file.get("cases"));
    }
    List<Long> recorded =
        Problem.flat(file.get("record_steps")).stream().map(Double::longValue).toList();
    var all = new ArrayList<Trajectory>();
    for (Value one : cases) {
      Map<String, Value> said = object(one, "case " + (all.size() + 1));
      String id = said.get("id") instanceof Text(var text) ? text : "case " + (all.size() + 1);
      all.add(new Trajectory(id, said, objectives, recorded));
    }
    return List.copyOf(all);
  }

  static Map<String, Value> object(@Nullable Value value, String what) {
    if (!(value instanceof Dict(var entries))) {
      throw new ExchangeException(what + " must be an object, got " + value);
    }
    return Shapes.keywords(entries);
  }

  /** Takes the path. */
  public Outcome run() {
    try {
      return walk();
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      String why = Optional.ofNullable(e.getMessage()).orElse(e.toString());
      return new Outcome(id, Map.of(), Map.of(), Double.NaN, Double.NaN, Optional.of(why));
    }
  }

  private Outcome walk() {
    String name = said.get("objective") instanceof Text(var text) ? text : "";
    if (!objectives.containsKey(name)) {
      throw new ExchangeException("objective must be one of the file's, got `" + name + "`");
    }
    Problem problem = Problem.of(object(objectives.get(name), "objective " + name));
    boolean single = said.get("dtype") instanceof Text(var dtype) && dtype.equals("float32");
    var wanted = new TreeSet<Long>();
    if (said.containsKey("expected") && !(said.get("expected") instanceof Value.Nothing)) {
      object(said.get("expected"), "expected").keySet().forEach(key -> wanted.add(step(key)));
    }
    boolean compared = !wanted.isEmpty();
    if (!compared) {
      recorded.forEach(step -> wanted.add(step(Long.toString(step))));
    }
    Path walk = path(problem, single);
    Map<Long, List<Double>> params = new LinkedHashMap<>();
    Map<Long, List<Double>> evaluation = new LinkedHashMap<>();
    List<Value> multipliers = items("lr_multipliers");
    long last = wanted.isEmpty() ? 0 : wanted.last();
    for (long t = 1; t <= last; t++) {
      double multiplier =
          t <= multipliers.size() && multipliers.get((int) t - 1) instanceof Num(var m, var _)
              ? m
              : 1;
      walk.step(t, multiplier);
      if (wanted.contains(t)) {
        params.put(t, walk.params());
        if (said.containsKey("eval_params") || !compared) {
          evaluation.put(t, walk.evaluation());
        }
      }
    }
    if (!said.containsKey("eval_params") && evaluation.equals(params)) {
      evaluation.clear();
    }
    var difference = new Difference(said);
    params.forEach((t, values) -> difference.compare("expected", t, values));
    evaluation.forEach((t, values) -> difference.compare("eval_params", t, values));
    return new Outcome(
        id, params, evaluation, difference.relative(), difference.largest(), Optional.empty());
  }

  private static long step(String key) {
    try {
      long step = Long.parseLong(key);
      if (step >= 1 && step <= 1_000_000) {
        return step;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ExchangeException(
        "steps of expected must be from 1 to 1000000, got " + SourceLexer.shown(key));
  }

  private List<Value> items(String name) {
    return said.get(name) instanceof Items(var items) ? items : List.of();
  }

  /** Whether only rows that have a gradient move. */
  private static boolean sparse(String name) {
    return name.equals("SparseAdam");
  }

  /** The clipping that the file says by itself. */
  private Clip clip() {
    if (!said.containsKey("clip")) {
      return new Clip.None();
    }
    Map<String, Value> clip = object(said.get("clip"), "clip");
    double value = clip.get("value") instanceof Num(var number, var _) ? number : Double.NaN;
    return switch (clip.get("kind") instanceof Text(var kind) ? kind : "") {
      case "global_norm" -> new Clip.ByGlobalNorm(value, 1e-6);
      case "value" -> new Clip.ByValue(value);
      case String kind ->
          throw new ExchangeException("clip.kind must be global_norm or value, got " + kind);
    };
  }

  private Path path(Problem problem, boolean single) {
    if (!(said.get("make") instanceof Text(var source))) {
      boolean sparse = said.get("optimizer") instanceof Text(var name) && sparse(name);
      return new Walk(problem, single, groups(), clip(), sparse);
    }
    if (!(Source.read(source).map(Trajectory::plain) instanceof Call call)) {
      throw new ExchangeException("make must be a call, got " + SourceLexer.shown(source));
    }
    Ground ground = new Ground(problem.shape(), single);
    Optional<Link> authors = AuthorLinks.of(call, ground);
    if (authors.isPresent()) {
      return new Linked(problem, ground, authors.get());
    }
    Optional<Made> made = made(call, ground);
    return made.isPresent()
        ? new Walk(
            problem,
            single,
            List.of(new Walk.Part(Optional.empty(), made.get())),
            clip(),
            sparse(call.simple()))
        : new Linked(problem, ground, OptaxLinks.of(call, ground));
  }

  /** An array of one number is that number. */
  private static Value plain(Value value) {
    return value instanceof Call(var name, var positional, var _)
            && name.matches(
                "(jnp|np|numpy|jax\\.numpy|torch)\\.(array|asarray|tensor|float64|float32)")
            && positional.size() == 1
            && positional.getFirst() instanceof Num number
        ? number
        : value;
  }

  /** The coordinates that share an optimizer. */
  private List<Walk.Part> groups() {
    String name = said.get("optimizer") instanceof Text(var text) ? text : "";
    Map<String, Value> options =
        said.containsKey("options") ? object(said.get("options"), "options") : Map.of();
    if (!said.containsKey("groups")) {
      return List.of(new Walk.Part(Optional.empty(), torch(name, options)));
    }
    List<Walk.Part> parts = new ArrayList<>();
    for (Value group : items("groups")) {
      Map<String, Value> entries = object(group, "group");
      var own = new LinkedHashMap<>(options);
      own.putAll(object(entries.get("options"), "options of a group"));
      List<Integer> indices = new ArrayList<>();
      if (entries.get("indices") instanceof Items(var items)) {
        for (Value item : items) {
          indices.add(item instanceof Num(var number, var _) ? (int) number : -1);
        }
      }
      parts.add(new Walk.Part(Optional.of(indices), torch(name, own)));
    }
    return parts;
  }

  private static Made torch(String name, Map<String, Value> options) {
    return TorchRules.made(
        new Call(name, List.of(new Value.Name("params")), new LinkedHashMap<>(options)));
  }

  /** Nothing for what only {@link OptaxLinks} can put together. */
  private static Optional<Made> made(Call call, Ground ground) {
    if (call.name().startsWith("torch.")) {
      return Optional.of(TorchRules.made(call));
    } else if (call.name().startsWith("keras.")) {
      return Optional.of(KerasRules.made(call));
    } else if (AuthorRules.has(call)) {
      return Optional.of(AuthorRules.made(call));
    }
    return OptaxRules.path(Unwrapped.of(call), ground);
  }
}
