package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;
import rubato.internal.Check;

/**
 * A scheduler written down with its arguments, and what it was shown: {@code {"name": ...,
 * "framework": ..., "scheduler": ..., "args": {...}, "base_lr": 0.1, "metrics": [...]}}.
 */
public final class Case {

  private static final long MOST = 10_000_000;

  private final String name;
  private final Map<String, Value> said;

  private Case(String name, Map<String, Value> said) {
    this.name = name;
    this.said = said;
  }

  /**
   * What it gave.
   *
   * @param name the name of the case
   * @param lrs the rates from step 0 on, up to where the framework refuses
   * @param momentums the momenta, where the scheduler sets them; else empty
   * @param error why the framework refuses, where it does
   */
  public record Outcome(
      String name, List<Double> lrs, List<Double> momentums, Optional<String> error) {}

  /**
   * The cases in a text: an array of objects, or one object.
   *
   * @throws ExchangeException when it is neither
   */
  public static List<Case> read(String json) {
    Value value = JsonText.read(json);
    List<Value> items = value instanceof Items(var list) ? list : List.of(value);
    var cases = new ArrayList<Case>();
    for (Value item : items) {
      if (!(item instanceof Dict(var entries))) {
        throw new ExchangeException(
            "case "
                + (cases.size() + 1)
                + " must be an object, got "
                + SourceLexer.shown("" + item));
      }
      Map<String, Value> said = Shapes.keywords(entries);
      String name =
          said.get("name") instanceof Text(var text) ? text : "case " + (cases.size() + 1);
      cases.add(new Case(name, said));
    }
    return List.copyOf(cases);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /**
   * Runs it for {@code steps}, else for as many as rates are written in the case; one more where
   * the case says that the framework refused.
   */
  public Outcome run(OptionalLong steps) {
    steps.ifPresent(n -> Check.that(n >= 0 && n <= MOST, "steps", "from 0 to " + MOST, n));
    var lrs = new ArrayList<Double>();
    var momentums = new ArrayList<Double>();
    try {
      List<Double> metrics = numbers("metrics");
      long wanted = steps.orElseGet(() -> written(metrics));
      Scheduler scheduler = scheduler();
      if (!said.containsKey("base_lr") && wanted > 0 && Double.isNaN(scheduler.at(0))) {
        throw new ExchangeException("a case of " + text("scheduler") + " needs `base_lr`");
      }
      if (scheduler.watches()) {
        watch(scheduler, metrics, wanted, lrs);
      } else {
        for (long step = 0; step < wanted; step++) {
          double rate = scheduler.at(step);
          Optional<Double> momentum = scheduler.momentum(step);
          lrs.add(rate);
          momentum.ifPresent(momentums::add);
        }
      }
      return new Outcome(name, lrs, momentums, Optional.empty());
    } catch (ExchangeException refused) {
      return new Outcome(
          name, lrs, momentums, Optional.of(Optional.ofNullable(refused.getMessage()).orElse("")));
    }
  }

  private static void watch(
      Scheduler scheduler, List<Double> metrics, long wanted, List<Double> lrs) {
    double[] state = scheduler.policy().begin(scheduler.setting().lr());
    for (int step = 0; step < wanted; step++) {
      lrs.add(state[0]);
      state = step < metrics.size() ? scheduler.policy().after(state, metrics.get(step)) : state;
    }
  }

  private long written(List<Double> metrics) {
    if (said.get("lrs") instanceof Items(var items)) {
      return items.size() + (said.get("error") instanceof Dict ? 1L : 0L);
    }
    long shown = Math.max(metrics.size(), numbers("step_args").size());
    return shown > 0 ? shown + 1 : 100;
  }

  private Scheduler scheduler() {
    Framework framework = Framework.named(text("framework"));
    var shape = new LinkedHashMap<Value, Value>();
    shape.put(new Text("scheduler"), new Text(text("scheduler")));
    shape.put(new Text("args"), said.getOrDefault("args", new Dict(Map.of())));
    Call call = Shapes.call(framework, new Dict(shape));
    double momentum = said.get("optimizer_momentum") instanceof Num(var m, var _) ? m : Double.NaN;
    return Scheduler.of(
        framework,
        call,
        new Setting(
            said("base_lr"),
            said("initial_lr"),
            said.get("optimizer") instanceof Text(var optimizer) ? optimizer : "",
            momentum,
            said.get("framework_version") instanceof Text(var version) ? version : "",
            numbers("step_args")));
  }

  private double said(String key) {
    return said.containsKey(key)
        ? number(key, said.getOrDefault(key, new Value.Nothing()))
        : Double.NaN;
  }

  private String text(String key) {
    if (said.get(key) instanceof Text(var text)) {
      return text;
    }
    throw new ExchangeException("a case needs `" + key + "`, a text");
  }

  private List<Double> numbers(String key) {
    if (!(said.get(key) instanceof Items(var items))) {
      return List.of();
    }
    var numbers = new ArrayList<Double>();
    for (Value item : items) {
      numbers.add(number(key, item));
    }
    return List.copyOf(numbers);
  }

  private static double number(String key, Value value) {
    return switch (value) {
      case Num(var number, var _) -> number;
      case Text(var text) when Args.SPECIAL.containsKey(text) -> Args.SPECIAL.get(text);
      case Value.Nothing _ -> Double.NaN;
      default ->
          throw new ExchangeException(
              key + " must be a number, got " + SourceLexer.shown("" + value));
    };
  }
}
