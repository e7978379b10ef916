package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;

/** How a framework's own source writes a call of one of its schedulers. */
record Dialect(Framework framework) {

  static Dialect of(Framework framework) {
    return new Dialect(framework);
  }

  String source(Call call, Setting setting) {
    String source = source(call, setting.lr());
    return Double.isNaN(setting.initial())
        ? source
        : source.replace(
            "model.parameters()",
            "[{'params': model.parameters(), 'initial_lr': %s}]"
                .formatted(Export.number(setting.initial())));
  }

  private String source(Call call, double lr) {
    return switch (framework) {
      case PYTORCH -> torch(call, lr);
      case KERAS ->
          switch (call.name()) {
            case "schedule" -> keras(call);
            case "ReduceLROnPlateau" -> "import keras\n\ncallback = keras.callbacks." + call + "\n";
            default -> "import keras\n\nschedule = keras.optimizers.schedules." + call + "\n";
          };
      case OPTAX ->
          switch (call.name()) {
            case "schedule" -> optax(call);
            case "reduce_on_plateau" -> "import optax\n\ntransform = optax.contrib." + call + "\n";
            default -> "import optax\n\nschedule = " + prefixed(call, "optax.") + "\n";
          };
      case HUGGINGFACE -> huggingFace(call, lr);
      case TIMM ->
          optimizer(lr, "from timm.scheduler import " + call.name() + "\n")
              + "scheduler = "
              + first(call, "optimizer")
              + "\n";
      case DJL -> "Tracker tracker = " + builder(call) + ";\n";
      case DEEPLEARNING4J ->
          function(call) instanceof Value.Lambda lambda
              ? JavaFormula.ofClass(lambda)
              : since(call) + "ISchedule schedule = " + constructed(call) + ";\n";
      case FASTAI -> fastai(call);
      case PYTORCH_OPTIMIZER ->
          optimizer(lr, "from pytorch_optimizer import " + call.name() + "\n")
              + "scheduler = "
              + first(call, "optimizer")
              + "\n";
    };
  }

  /** Of a part of the training: how many steps that has is said beside it. */
  private static String fastai(Call call) {
    if (call.name().equals("ReduceLROnPlateau")) {
      return "from fastai.callback.tracker import *\n\ncallback = " + call + "\n";
    }
    var keywords = new LinkedHashMap<>(call.keywords());
    Value length = keywords.getOrDefault("n_batches", new Num(100, true));
    keywords.remove("n_batches");
    boolean fits = call.name().startsWith("fit_");
    var positional =
        fits && !call.name().equals("fit_sgdr")
            ? List.<Value>of(new Name("n_epoch"))
            : List.<Value>of();
    String head = "from fastai.callback.schedule import *\n\nn_batches = " + length + "\n";
    if (call.name().equals("schedule")) {
      return math(call) + head + "schedule = " + function(call) + "  # of step / n_batches\n";
    }
    if (call.name().equals("fit_one_cycle_mom")) {
      Value moms = keywords.getOrDefault("moms", new Items(List.of()));
      Value part = keywords.getOrDefault("pct_start", new Num(0.25, false));
      return head + "momentum = combined_cos(" + part + ", *" + moms + ")  # of step / n_batches\n";
    }
    var said = new Call((fits ? "learn." : "") + call.name(), positional, keywords);
    return head
        + (fits ? "" : "schedule = ")
        + said
        + (fits
            ? "  # learn: yours; n_epoch * len(learn.dls.train) == n_batches\n"
            : "  # of step / n_batches\n");
  }

  private static Value function(Call call) {
    return call.keywords().getOrDefault("function", new Num(0, true));
  }

  private static String math(Call call) {
    return call.toString().contains("math.") ? "import math\n" : "";
  }

  private static String optax(Call call) {
    String jax = call.toString().contains("jnp.") ? "import jax.numpy as jnp\n" : "";
    return math(call) + jax + "\nschedule = " + function(call) + "\n";
  }

  private static String keras(Call call) {
    Value body = function(call) instanceof Value.Lambda(var _, var inner) ? inner : function(call);
    String step = function(call) instanceof Value.Lambda(var name, var _) ? name : "step";
    return math(call)
        + """
        import keras
        from keras import ops


        class Rate(keras.optimizers.schedules.LearningRateSchedule):
            def __call__(self, %s):
                %s = ops.cast(%s, keras.backend.floatx())
                return %s

            def get_config(self):
                return {}


        schedule = Rate()
        """
            .formatted(step, step, step, body);
  }

  /** Imports, and an optimizer for a model of the reader's own. */
  static String optimizer(double lr, String imports) {
    return "import torch\n"
        + imports
        + "\n# model: yours; any optimizer with this lr\n"
        + "optimizer = torch.optim.SGD(model.parameters(), lr="
        + Export.number(lr)
        + ", momentum=0.9)\n";
  }

  private static Call first(Call call, String name) {
    var positional = new ArrayList<Value>(List.of(new Name(name)));
    positional.addAll(call.positional());
    return new Call(call.name(), positional, call.keywords());
  }

  private static String torch(Call call, double lr) {
    Set<String> names = new TreeSet<>();
    Value whole =
        call.map(
            value -> {
              if (value instanceof Call each) {
                names.add(each.name());
                return each.name().equals("ChainedScheduler") ? each : first(each, "optimizer");
              }
              return lambda(value);
            });
    boolean averaging = names.remove("SWALR");
    String imports = averaging ? "from torch.optim.swa_utils import SWALR\n" : "";
    if (!names.isEmpty()) {
      imports += "from torch.optim.lr_scheduler import " + String.join(", ", names) + "\n";
    }
    return math(call) + optimizer(lr, imports) + "scheduler = " + whole + "\n";
  }

  /** A lambda that was given as a text. */
  private static Value lambda(Value value) {
    return value instanceof Text(var text) && text.startsWith("lambda ") ? new Name(text) : value;
  }

  private static Value prefixed(Call call, String prefix) {
    return call.map(
        value ->
            value instanceof Call each
                ? new Call(prefix + each.name(), each.positional(), each.keywords())
                : value);
  }

  private static String huggingFace(Call call, double lr) {
    var direct = new LinkedHashMap<String, Value>();
    var rest = new LinkedHashMap<Value, Value>();
    call.keywords()
        .forEach(
            (key, value) -> {
              if (List.of("num_warmup_steps", "num_training_steps").contains(key)) {
                direct.put(key, value);
              } else {
                rest.put(new Text(key), value);
              }
            });
    if (!rest.isEmpty()) {
      direct.put("scheduler_specific_kwargs", new Dict(rest));
    }
    var get =
        new Call("get_scheduler", List.of(new Text(call.name()), new Name("optimizer")), direct);
    return optimizer(lr, "from transformers import get_scheduler\n") + "scheduler = " + get + "\n";
  }

  private static final Map<String, Set<String>> SETTERS =
      Map.of(
          "FactorTracker", Set.of("baseValue", "factor"),
          "MultiFactorTracker", Set.of("baseValue", "steps"),
          "CosineTracker", Set.of("baseValue", "maxUpdates"),
          "LinearTracker", Set.of("baseValue"),
          "PolynomialDecayTracker", Set.of("baseValue", "endLearningRate", "decaySteps"),
          "WarmUpTracker", Set.of("mainTracker"));

  private static final Set<String> WHOLE =
      Set.of(
          "maxUpdates",
          "steps",
          "decaySteps",
          "warmUpSteps",
          "stepSizeUp",
          "stepSizeDown",
          "numIter",
          "maxIter",
          "cycleLength",
          "annealingLength",
          "warmupSteps",
          "totalSteps");

  private static String builder(Call call) {
    if (call.name().equals("Tracker") && function(call) instanceof Value.Lambda lambda) {
      return JavaFormula.of(lambda);
    }
    if (call.name().equals("FixedTracker")) {
      return "Tracker.fixed(" + java("value", call.keywords().getOrDefault("value", zero())) + ")";
    }
    Set<String> setters = SETTERS.getOrDefault(call.name(), Set.of());
    return call.keywords().entrySet().stream()
        .map(
            e ->
                "\n    .%s%s(%s)"
                    .formatted(
                        setters.contains(e.getKey()) ? "set" : "opt",
                        e.getKey().substring(0, 1).toUpperCase(Locale.ROOT)
                            + e.getKey().substring(1),
                        java(e.getKey(), e.getValue())))
        .collect(Collectors.joining("", call.name() + ".builder()", "\n    .build()"));
  }

  private static Num zero() {
    return new Num(0, false);
  }

  private static String java(String name, Value value) {
    return switch (value) {
      case Num(var number, var _) ->
          WHOLE.contains(name) ? Long.toString((long) number) : Export.number(number) + "f";
      case Items items when name.equals("steps") ->
          items.items().stream()
              .map(Value::toString)
              .collect(Collectors.joining(", ", "new int[] {", "}"));
      case Text(var text) when name.equals("mode") -> "CyclicalTracker.CyclicalMode." + text;
      case Text(var text) when name.equals("warmUpMode") -> "WarmUpTracker.Mode." + text;
      case Name(var word) -> word;
      case Call nested -> builder(nested);
      default -> value.toString().toLowerCase(Locale.ROOT);
    };
  }

  /** A comment on what the released versions do not have. */
  private static String since(Call call) {
    return call.toString().contains("CosineWarmupSchedule(")
        ? "// CosineWarmupSchedule is newer than version 1.0.0-M2.1\n"
        : "";
  }

  /** A constructor of Deeplearning4j: positional, in the order declared. */
  private static String constructed(Call call) {
    var parts = new ArrayList<String>();
    boolean typed =
        !Set.of("FixedSchedule", "RampSchedule", "CosineWarmupSchedule").contains(call.name());
    if (typed) {
      parts.add("ScheduleType.ITERATION");
    }
    call.keywords()
        .forEach(
            (name, value) ->
                parts.add(
                    switch (value) {
                      case Call nested -> constructed(nested);
                      case Dict(var entries) -> map(entries);
                      case Num(var number, var _) ->
                          WHOLE.contains(name) || name.equals("stepSize")
                              ? Long.toString((long) number)
                              : Export.number(number);
                      default -> value.toString();
                    }));
    return "new " + call.name() + "(" + String.join(", ", parts) + ")";
  }

  /** {@code Map.of} takes ten. */
  private static String map(Map<Value, Value> entries) {
    boolean few = entries.size() <= 10;
    return entries.entrySet().stream()
        .map(e -> unquoted(e.getKey()) + ", " + real(e.getValue()))
        .map(each -> few ? each : "Map.entry(" + each + ")")
        .collect(Collectors.joining(", ", few ? "Map.of(" : "Map.ofEntries(", ")"));
  }

  /** A number of Java's, with its point. */
  private static String real(Value value) {
    return value instanceof Num(var number, var _) ? Export.number(number) : value.toString();
  }

  private static String unquoted(Value key) {
    return key instanceof Text(var text) ? text : key.toString();
  }
}
