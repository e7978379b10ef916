package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Lambda;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;
import rubato.internal.Nearest;

/** The shapes in which frameworks write a scheduler down, each made into a plain call. */
final class Shapes {

  private static final Text SCHEDULER = new Text("scheduler");
  private static final Text ARGS = new Text("args");
  private static final Text CLASS = new Text("class_name");
  private static final Text CONFIG = new Text("config");

  private static final Pattern OPTIMIZER =
      Pattern.compile("SGD|ASGD|Ada.*|.*Adam.*|RMSprop|Rprop|Lion|Lamb");

  private Shapes() {}

  /** The call a value is, its names those of the table. */
  static Call call(Framework framework, Value value) {
    Value plain = value.map(each -> plain(framework, each));
    if (plain instanceof Dict(var entries)) {
      plain = framework == Framework.PYTORCH ? TorchState.call(entries) : named(framework, entries);
    }
    if (plain instanceof Num || plain instanceof Lambda) {
      plain = bare(framework, plain);
    }
    if (plain instanceof Name(var name)) {
      plain = Call.of(framework.scheduler(name), Map.of());
    } else if (plain instanceof Text(var name)) {
      plain = Call.of(framework.scheduler(name), Map.of());
    }
    if (plain instanceof Call call) {
      return unwrapped(framework, call);
    }
    throw new ExchangeException(
        "expected a scheduler of " + framework.word() + ", got " + SourceLexer.shown("" + plain));
  }

  /** A rate where a schedule could stand, or a function of the step. */
  private static Value bare(Framework framework, Value value) {
    if (value instanceof Lambda) {
      return switch (framework) {
        case DJL -> Call.of("Tracker", Map.of("function", value));
        case DEEPLEARNING4J -> Call.of("ISchedule", Map.of("function", value));
        case FASTAI, KERAS, OPTAX -> Call.of("schedule", Map.of("function", value));
        default -> value;
      };
    }
    return switch (framework) {
      case KERAS ->
          Call.of(
              "PiecewiseConstantDecay",
              Map.of(
                  "boundaries", new Items(List.of(new Num(0, true))),
                  "values", new Items(List.of(value, value))));
      case OPTAX -> Call.of("constant_schedule", Map.of("value", value));
      case DEEPLEARNING4J -> Call.of("FixedSchedule", Map.of("value", value));
      case DJL -> Call.of("FixedTracker", Map.of("value", value));
      case FASTAI -> Call.of("SchedNo", Map.of("start", value, "end", value));
      default -> value;
    };
  }

  private static Value plain(Framework framework, Value value) {
    if (value instanceof Call call) {
      if (framework == Framework.HUGGINGFACE && call.simple().equals("get_scheduler")) {
        return byName(call);
      }
      if (framework == Framework.HUGGINGFACE && call.simple().endsWith("TrainingArguments")) {
        return named(framework, trainer(call));
      }
      return new Call(
          framework.scheduler(call.name()), positional(framework, call), call.keywords());
    }
    if (value instanceof Dict(var entries)) {
      if (entries.get(SCHEDULER) instanceof Text(var name)) {
        return called(framework, name, entries.getOrDefault(ARGS, new Dict(Map.of())));
      }
      if (entries.get(CLASS) instanceof Text(var name)
          && entries.get(CONFIG) instanceof Dict config) {
        return called(framework, name.substring(name.lastIndexOf('>') + 1), config);
      }
    }
    return value;
  }

  private static Call called(Framework framework, String name, Value args) {
    if (!(args instanceof Dict(var entries))) {
      throw new ExchangeException("args must be an object, got " + SourceLexer.shown("" + args));
    }
    return Call.of(framework.scheduler(name), keywords(entries));
  }

  static Map<String, Value> keywords(Map<Value, Value> entries) {
    var keywords = new LinkedHashMap<String, Value>();
    entries.forEach(
        (key, value) -> keywords.put(key instanceof Text(var text) ? text : "" + key, value));
    return keywords;
  }

  /** The other ways of constructing Deeplearning4j's CosineWarmupSchedule, as the first one. */
  private static List<Value> positional(Framework framework, Call call) {
    List<Value> given = call.positional();
    if (framework != Framework.DEEPLEARNING4J) {
      return given;
    }
    if (call.simple().equals("CosineWarmupSchedule") && given.size() == 3) {
      return List.of(given.get(0), new Num(0, false), given.get(1), given.get(2));
    }
    if (call.simple().equals("fromRatio")
        && given.size() == 4
        && given.get(2) instanceof Num(var part, var _)
        && given.get(3) instanceof Num(var steps, var _)) {
      Num warmup = new Num((double) (long) (part * steps), true);
      return List.of(given.get(0), given.get(1), warmup, given.get(3));
    }
    return given;
  }

  /** What of a trainer's arguments is about the rate. */
  private static Map<Value, Value> trainer(Call call) {
    var entries = new LinkedHashMap<Value, Value>();
    entries.put(new Text("lr_scheduler_type"), new Text("linear"));
    for (String key :
        List.of(
            "lr_scheduler_type",
            "lr_scheduler_kwargs",
            "learning_rate",
            "warmup_steps",
            "warmup_ratio",
            "max_steps")) {
      if (call.keywords().containsKey(key)) {
        Value value = call.keywords().getOrDefault(key, new Nothing());
        entries.put(
            new Text(key),
            value instanceof Name(var word)
                ? new Text(word.substring(word.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
                : value);
      }
    }
    return entries;
  }

  /** {@code {"name": "cosine", "num_warmup_steps": 10}} and the names of Hugging Face's trainer. */
  private static Call named(Framework framework, Map<Value, Value> entries) {
    Map<String, Value> keywords = keywords(entries);
    for (String key : List.of("lr_scheduler_type", "name")) {
      if (keywords.get(key) instanceof Text(var name)) {
        keywords.remove(key);
        for (String nested : List.of("lr_scheduler_kwargs", "scheduler_specific_kwargs")) {
          if (keywords.remove(nested) instanceof Dict(var more)) {
            keywords.putAll(keywords(more));
          }
        }
        move(keywords, "learning_rate", "lr");
        if (keywords.remove("warmup_ratio") instanceof Num(var part, var _)
            && keywords.get("max_steps") instanceof Num(var steps, var _)) {
          keywords.putIfAbsent("warmup_steps", new Num(Math.ceil(part * steps), true));
        }
        if (framework == Framework.HUGGINGFACE && key.equals("lr_scheduler_type")) {
          keywords.putIfAbsent("warmup_steps", new Num(0, true));
        }
        move(keywords, "warmup_steps", "num_warmup_steps");
        move(keywords, "max_steps", "num_training_steps");
        if (name.equals("constant")) {
          keywords.keySet().removeIf(word -> word.startsWith("num_"));
        }
        return Call.of(framework.scheduler(name), keywords);
      }
    }
    throw new ExchangeException(
        "expected an object that names its scheduler (class_name, scheduler or name), got the keys "
            + SourceLexer.shown(String.join(", ", keywords.keySet())));
  }

  private static void move(Map<String, Value> keywords, String from, String to) {
    if (keywords.containsKey(from)) {
      keywords.put(to, keywords.remove(from));
    }
  }

  private static Call byName(Call call) {
    List<String> names =
        List.of(
            "name",
            "optimizer",
            "num_warmup_steps",
            "num_training_steps",
            "scheduler_specific_kwargs");
    var all = new LinkedHashMap<String, Value>();
    for (int i = 0; i < Math.min(names.size(), call.positional().size()); i++) {
      all.put(names.get(i), call.positional().get(i));
    }
    all.putAll(call.keywords());
    String name =
        switch (all.remove("name")) {
          case Text(var text) -> text;
          case Name(var word) -> word.substring(word.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
          case null, default -> throw new ExchangeException("get_scheduler needs `name`");
        };
    if (all.remove("scheduler_specific_kwargs") instanceof Dict(var more)) {
      all.putAll(keywords(more));
    }
    all.values().removeIf(value -> value instanceof Nothing);
    return Call.of(name, all);
  }

  /** Whether a call is, or has in it, a scheduler, or a name much like one. */
  static boolean names(Framework framework, Call call) {
    Value plain = call.map(each -> plain(framework, each));
    return plain instanceof Call whole
        && (framework.table().names().contains(unwrapped(framework, whole).name())
            || !Nearest.hint(whole.simple(), framework.table().names()).isEmpty());
  }

  /** The scheduler within an optimizer: {@code Adam(learning_rate=CosineDecay(...))}. */
  private static Call unwrapped(Framework framework, Call call) {
    if (framework == Framework.TIMM && TimmFactory.makes(call.name())) {
      return TimmFactory.made(call);
    }
    if (framework.table().names().contains(call.name())) {
      return call;
    }
    var arguments = new ArrayList<Value>(call.positional());
    arguments.addAll(call.keywords().values());
    return inner(framework, arguments).orElse(call);
  }

  private static Optional<Call> inner(Framework framework, List<Value> values) {
    for (Value value : values) {
      Optional<Call> found =
          switch (value) {
            case Call call when framework.table().names().contains(call.name()) ->
                Optional.of(call);
            case Call call -> {
              var arguments = new ArrayList<Value>(call.positional());
              arguments.addAll(call.keywords().values());
              yield inner(framework, arguments);
            }
            case Dict(var entries) -> inner(framework, List.copyOf(entries.values()));
            default -> Optional.empty();
          };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The lr, momentum and class of the optimizer a call names, where it is written out. */
  static Setting setting(Call call, Setting otherwise) {
    var arguments = new ArrayList<Value>(call.positional());
    arguments.addAll(call.keywords().values());
    for (Value argument : arguments) {
      if (argument instanceof Call optimizer && rate(optimizer) instanceof Num(var lr, var _)) {
        double momentum =
            optimizer.keywords().get("momentum") instanceof Num(var m, var _) ? m : Double.NaN;
        return new Setting(
            lr, initial(optimizer), optimizer.simple(), momentum, otherwise.version(), List.of());
      }
      Setting nested =
          argument instanceof Items(var items)
                  && !items.isEmpty()
                  && items.getFirst() instanceof Call c
              ? setting(c, otherwise)
              : otherwise;
      if (!nested.equals(otherwise)) {
        return nested;
      }
    }
    return otherwise;
  }

  /** The rate of an optimizer: its group's own, else the one it is given, by name or second. */
  private static Value rate(Call optimizer) {
    if (grouped(optimizer, "lr") instanceof Num own) {
      return own;
    }
    List<Value> positional = optimizer.positional();
    boolean second = OPTIMIZER.matcher(optimizer.simple()).matches() && positional.size() > 1;
    return optimizer.keywords().getOrDefault("lr", second ? positional.get(1) : new Nothing());
  }

  /** {@code SGD([{"params": ..., "initial_lr": 0.1}], lr=0.01)}. */
  private static double initial(Call optimizer) {
    return grouped(optimizer, "initial_lr") instanceof Num(var initial, var _)
        ? initial
        : Double.NaN;
  }

  /** What the only parameter group says of {@code key}. */
  private static Value grouped(Call optimizer, String key) {
    for (Value groups : optimizer.positional()) {
      if (groups instanceof Items(var items)
          && items.size() == 1
          && items.getFirst() instanceof Dict(var group)) {
        return group.getOrDefault(new Text(key), new Nothing());
      }
    }
    return new Nothing();
  }
}
