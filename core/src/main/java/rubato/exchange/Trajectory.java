package rubato.exchange;

import java.lang.foreign.MemorySegment;
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
import rubato.optim.Group;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Precision;
import rubato.optim.Rows;
import rubato.optim.Shape;
import rubato.optim.Step;
import rubato.optim.Treatment;
import rubato.optim.Update;
import rubato.optim.Values;

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
    if (said.containsKey("expected")) {
      object(said.get("expected"), "expected").keySet().forEach(key -> wanted.add(step(key)));
    } else {
      recorded.forEach(step -> wanted.add(step(Long.toString(step))));
    }
    var walk = new Walk(problem, single, groups(), clip(), sparse());
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
        if (said.containsKey("eval_params")) {
          evaluation.put(t, walk.evaluation());
        }
      }
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

  private boolean sparse() {
    return said.get("optimizer") instanceof Text(var name) && name.equals("SparseAdam");
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

  /** The coordinates that share an optimizer. */
  private List<Part> groups() {
    if (said.get("make") instanceof Text(var source)) {
      if (!(Source.read(source) instanceof Call call)) {
        throw new ExchangeException("make must be a call, got " + SourceLexer.shown(source));
      }
      return List.of(new Part(Optional.empty(), made(call)));
    }
    String name = said.get("optimizer") instanceof Text(var text) ? text : "";
    Map<String, Value> options =
        said.containsKey("options") ? object(said.get("options"), "options") : Map.of();
    if (!said.containsKey("groups")) {
      return List.of(new Part(Optional.empty(), torch(name, options)));
    }
    List<Part> parts = new ArrayList<>();
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
      parts.add(new Part(Optional.of(indices), torch(name, own)));
    }
    return parts;
  }

  private static Made torch(String name, Map<String, Value> options) {
    return TorchRules.made(
        new Call(name, List.of(new Value.Name("params")), new LinkedHashMap<>(options)));
  }

  private static Made made(Call call) {
    if (call.name().startsWith("torch.")) {
      return TorchRules.made(call);
    } else if (call.name().startsWith("keras.")) {
      return KerasRules.made(call);
    } else if (AuthorRules.has(call)) {
      return AuthorRules.made(call);
    }
    return OptaxRules.made(call);
  }

  /** Some coordinates and what updates them. */
  record Part(Optional<List<Integer>> indices, Made made) {}

  /** A path under way. */
  private static final class Walk {

    private final Problem problem;
    private final boolean single;
    private final boolean sparse;
    private final List<Part> parts;
    private final Optimizer optimizer;
    private final List<Memory> memories = new ArrayList<>();
    private final Values gathered;
    private final Values average;

    /** The weights and the gradient of a part. */
    private record Memory(Parameter parameter, List<Integer> indices) {}

    Walk(Problem problem, boolean single, List<Part> parts, Clip clip, boolean sparse) {
      this.problem = problem;
      this.single = single;
      this.sparse = sparse;
      this.parts = parts;
      List<Group> groups = new ArrayList<>();
      double[] start = problem.start();
      for (int k = 0; k < parts.size(); k++) {
        int size = start.length;
        List<Integer> indices = parts.get(k).indices().orElseGet(() -> Problem.upTo(size));
        Shape shape = indices.size() == start.length ? problem.shape() : Shape.of(indices.size());
        Parameter parameter = Problem.parameter("x" + k, shape, single);
        for (int i = 0; i < indices.size(); i++) {
          int at = indices.get(i);
          if (at < 0 || at >= start.length) {
            throw new ExchangeException("indices of a group must be below " + start.length);
          }
          Problem.values(parameter.weights(), single).set(i, start[at]);
        }
        memories.add(new Memory(parameter, indices));
        groups.add(new Group("x" + k, parts.get(k).made().rule(), 1, false));
      }
      Clip first = parts.getFirst().made().clip();
      Clip own = clip instanceof Clip.None ? first : clip;
      optimizer = new Optimizer(groups, Treatment.NONE.clip(own), 1);
      Values some = Problem.values(memories.getFirst().parameter().weights(), single);
      gathered = some.another();
      average = some.another();
    }

    /** Gradient {@code t}, and an update with it unless more are averaged first. */
    void step(long t, double multiplier) {
      Made first = parts.getFirst().made();
      double loss = gradient(t);
      if (gathered(t, first.every())) {
        update(t, multiplier, loss);
      }
      first.overwriting().ifPresent(how -> average(t, how));
    }

    private boolean gathered(long t, int every) {
      if (every == 1) {
        return true;
      }
      Values g = Problem.values(memories.getFirst().parameter().gradient(), single);
      boolean last = t % every == 0;
      for (long i = 0; i < g.size(); i++) {
        double sum = gathered.at(i) + g.at(i);
        g.set(i, sum / every);
        gathered.set(i, last ? 0 : sum);
      }
      return last;
    }

    private void average(long t, Made.Overwriting how) {
      Values x = Problem.values(memories.getFirst().parameter().weights(), single);
      // Keras counts updates here, and averages after every gradient.
      long updates = (t - 1) / parts.getFirst().made().every() + 1;
      average.follow(x, updates == 1 ? 1 : 1 - how.momentum());
      if (updates % how.every() == 0) {
        x.follow(average, 1);
      }
    }

    private void update(long t, double multiplier, double loss) {
      double scale = parts.getFirst().made().scale();
      Step step =
          Step.at(parts.getFirst().made().rate() * multiplier)
              .rates(
                  name -> parts.get(Integer.parseInt(name.substring(1))).made().rate() * multiplier)
              .loss(loss)
              .scale(scale)
              .again(again(t));
      List<Parameter> parameters = new ArrayList<>();
      for (Memory memory : memories) {
        parameters.add(sparse ? touched(memory.parameter(), t) : memory.parameter());
      }
      optimizer.step(step, parameters);
    }

    private Update.Again again(long t) {
      return () -> gradient(t);
    }

    /** Fills the gradients in and gives the loss. */
    private double gradient(long t) {
      double[] x = all();
      double[] g = problem.gradient(x, t, single);
      for (Memory memory : memories) {
        for (int i = 0; i < memory.indices().size(); i++) {
          double value = g[memory.indices().get(i)];
          Problem.values(memory.parameter().gradient(), single).set(i, value);
        }
      }
      return problem.loss(x, single);
    }

    private Parameter touched(Parameter parameter, long t) {
      List<Long> rows = problem.rows(t);
      long width = parameter.size() / parameter.shape().axis(0);
      Precision precision = parameter.precision();
      Parameter part = Problem.parameter(parameter.name(), Shape.of(rows.size() * width), single);
      MemorySegment values = part.gradient();
      for (int r = 0; r < rows.size(); r++) {
        long bytes = width * precision.bytes();
        MemorySegment row = parameter.gradient().asSlice(rows.get(r) * bytes, bytes);
        values.asSlice(r * bytes, bytes).copyFrom(row);
      }
      return parameter.sparse(new Rows(rows), values);
    }

    private double[] all() {
      double[] x = problem.start();
      for (Memory memory : memories) {
        for (int i = 0; i < memory.indices().size(); i++) {
          x[memory.indices().get(i)] = Problem.values(memory.parameter().weights(), single).at(i);
        }
      }
      return x;
    }

    List<Double> params() {
      return Problem.list(all());
    }

    List<Double> evaluation() {
      double[] x = all();
      for (Memory memory : memories) {
        Parameter into = Problem.parameter("", memory.parameter().shape(), single);
        optimizer.evaluation(memory.parameter(), into.weights());
        for (int i = 0; i < memory.indices().size(); i++) {
          x[memory.indices().get(i)] = Problem.values(into.weights(), single).at(i);
        }
      }
      return Problem.list(x);
    }
  }
}
