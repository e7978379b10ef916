package rubato.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Operation;
import rubato.exchange.Value.Text;

/**
 * A scheduler of another framework as it is written, its rate perhaps still free: {@code
 * pytorch.StepLR(step_size=30, lr=rate)}.
 */
public final class Written {

  /** Schedulers for which the optimizer's rate does not matter, and the argument that does. */
  private static final Map<String, String> OWN_RATE =
      Map.of("OneCycleLR", "max_lr", "CyclicLR", "base_lr");

  private final Framework framework;
  private final Call call;
  private final boolean rated;
  private final double lr;
  private final boolean free;
  private final Setting setting;

  private Written(Framework framework, Call said, Setting setting) {
    this.framework = framework;
    Table.Line line = framework.table().named(said.name());
    var keywords = new LinkedHashMap<>(said.keywords());
    rated = line.needsRate();
    Value rate = new Nothing();
    if (rated && keywords.containsKey("lr")) {
      rate = keywords.getOrDefault("lr", rate);
      keywords.remove("lr");
    }
    Value old = keywords.getOrDefault("version", new Nothing());
    keywords.remove("version");
    String version = old instanceof Text(var text) ? text : setting.version();
    Value begun = keywords.getOrDefault("initial_lr", new Nothing());
    keywords.remove("initial_lr");
    double initial = begun instanceof Num(var number, var _) ? number : setting.initial();
    call = framework.table().bound(new Call(said.name(), said.positional(), keywords));
    double given = setting.lr();
    boolean open = false;
    switch (rate) {
      case Nothing _ -> {}
      case Num(var number, var _) -> given = number;
      case Name(var name) when name.equals("rate") -> {
        given = 1;
        open = true;
      }
      case Operation(var operator, var on)
          when operator.equals("*")
              && on.size() == 2
              && on.get(0) instanceof Num(var number, var _)
              && on.get(1).equals(new Name("rate")) -> {
        given = number;
        open = true;
      }
      default ->
          throw new ExchangeException(
              "lr must be a number or rate, got " + SourceLexer.shown("" + rate));
    }
    if (Double.isNaN(given) && !open) {
      given = overwriting();
    }
    free = rated && (open || Double.isNaN(given));
    lr = Double.isNaN(given) ? 1 : given;
    this.setting =
        new Setting(Double.NaN, rated ? initial : Double.NaN, "", Double.NaN, version, List.of());
  }

  /** The first rate of those that put their own in the place of the optimizer's, else NaN. */
  private double overwriting() {
    String named = OWN_RATE.getOrDefault(call.name(), "");
    return call.keywords().getOrDefault(named, new Nothing()) instanceof Num(var number, var _)
        ? number
        : Double.NaN;
  }

  private Written(Written other, double lr) {
    framework = other.framework;
    call = other.call;
    rated = other.rated;
    setting = other.setting;
    this.lr = lr;
    free = false;
  }

  /**
   * Parses {@code framework.Name(arguments)}.
   *
   * @throws ExchangeException when it is none, or the framework has no such scheduler or argument
   */
  public static Written parse(String text) {
    if (!(Source.read(text) instanceof Call call) || call.name().indexOf('.') < 0) {
      throw new ExchangeException(
          "expected framework.Scheduler(...), got " + SourceLexer.shown(text));
    }
    int dot = call.name().indexOf('.');
    Framework framework = Framework.named(call.name().substring(0, dot));
    return of(
        framework, new Call(call.name().substring(dot + 1), call.positional(), call.keywords()));
  }

  /**
   * Reads a scheduler in a framework's own way of writing it: a call in source text, or JSON of a
   * configuration or state.
   *
   * @throws ExchangeException when it cannot be read
   */
  public static Written read(Framework framework, String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("{")) {
      return of(
          framework, Script.read(framework.isJava() ? JavaFormula.unwrapped(trimmed) : trimmed));
    }
    Value value = JsonText.read(trimmed);
    double base = framework == Framework.PYTORCH ? TorchState.base(value) : Double.NaN;
    return new Written(framework, Shapes.call(framework, value), Setting.of(base));
  }

  private static Written of(Framework framework, Value value) {
    Setting none = Setting.of(Double.NaN);
    Setting setting = value instanceof Call call ? Shapes.setting(call, none) : none;
    return new Written(framework, Shapes.call(framework, value), setting);
  }

  /** The last scheduler, or what was probably meant to be one; else whatever came last. */
  private static Value meant(Framework framework, List<Value> all) {
    for (Value value : all.reversed()) {
      if (value instanceof Call call
          && (onTorch(framework, call) || Shapes.names(framework, call))) {
        return call;
      }
      if (value instanceof Items(var items)
          && meant(framework, items) instanceof Call call
          && Shapes.names(framework, call)) {
        return call;
      }
    }
    return all.isEmpty() ? new Nothing() : all.getLast();
  }

  private static Written of(Framework framework, Script.Whole source) {
    Value value = meant(framework, source.all());
    if (value instanceof Call call && onTorch(framework, call)) {
      return of(Framework.PYTORCH, value);
    }
    Written written = of(framework, value);
    // fastai's schedules are of a part of the training: how long that is stands beside them.
    Value length = source.known().getOrDefault("n_batches", new Nothing());
    if (framework == Framework.FASTAI
        && length instanceof Num
        && !written.call.keywords().containsKey("n_batches")) {
      var keywords = new LinkedHashMap<>(written.call.keywords());
      keywords.put("n_batches", length);
      return new Written(framework, Call.of(written.call.name(), keywords), written.setting);
    }
    return written;
  }

  /** Whether it is a scheduler of PyTorch, which these frameworks use as they are. */
  private static boolean onTorch(Framework framework, Call call) {
    String name = framework.scheduler(call.name());
    return List.of(Framework.HUGGINGFACE, Framework.TIMM, Framework.PYTORCH_OPTIMIZER)
            .contains(framework)
        && !framework.schedulers().contains(name)
        && Framework.PYTORCH.schedulers().contains(call.simple());
  }

  /** A call, and the rate it is applied to: {@code pytorch.StepLR(step_size=30, lr=rate)}. */
  public static String rated(String call, String rate) {
    String before = call.substring(0, call.length() - 1);
    return before + (before.endsWith("(") ? "lr=" : ", lr=") + rate + ")";
  }

  /** Whether it needs a rate and has none yet. */
  public boolean free() {
    return free;
  }

  /** Whether it is applied to a rate that is given beside it. */
  public boolean rated() {
    return rated;
  }

  /** The rate, or the factor that the free one is multiplied by. */
  public double rate() {
    return lr;
  }

  /** With this rate. */
  public Written withRate(double rate) {
    return rated ? new Written(this, rate) : this;
  }

  /** The call without the rate. */
  public String call() {
    return Scheduler.text(framework, call, "", setting);
  }

  /**
   * The scheduler.
   *
   * @throws ExchangeException when the framework refuses to construct it, or its rate is free
   */
  public Scheduler scheduler() {
    if (free) {
      throw new ExchangeException(call.name() + " needs a rate: lr=0.1");
    }
    return Scheduler.of(framework, call, setting.withRate(rated ? lr : Double.NaN));
  }

  /** Whether it sets the rate by what is seen. */
  public boolean watches() {
    return withRate(lr).scheduler().watches();
  }

  /** The sentence of a spec: itself, or a rate times itself where it watches. */
  public String spec() {
    return watches()
        ? (free && lr == 1 ? "rate" : lr + (free ? " * rate" : "")) + " * " + this
        : toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Written written && toString().equals(written.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    String rate = free ? (lr == 1 ? "rate" : lr + " * rate") : Double.toString(lr);
    return Scheduler.text(framework, call, rated ? rate : "", setting);
  }
}
