package rubato.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;

/**
 * timm's {@code create_scheduler_v2}: one function for all its schedulers, as the call it makes.
 */
final class TimmFactory {

  private static final Signature SIGNATURE =
      Signature.of(
          "create_scheduler_v2(optimizer, sched='cosine', num_epochs=300, decay_epochs=90,"
              + " decay_milestones=None, cooldown_epochs=0, patience_epochs=10, decay_rate=0.1,"
              + " min_lr=0.0, warmup_lr=1e-5, warmup_epochs=0, warmup_prefix=False, noise=None,"
              + " noise_pct=0.67, noise_std=1.0, noise_seed=42, cycle_mul=1.0, cycle_decay=0.1,"
              + " cycle_limit=1, k_decay=1.0, plateau_mode='max', step_on_epochs=True,"
              + " updates_per_epoch=0)");

  private static final List<Double> MILESTONES = List.of(90.0, 180.0, 270.0);

  /** What belongs to the optimizer and is written beside the arguments of any scheduler. */
  private static final List<String> BESIDE = List.of("lr", "initial_lr", "version");

  private final Args args;
  private final double factor;
  private final Map<String, Value> made = new LinkedHashMap<>();

  private TimmFactory(Args args) {
    this.args = args;
    boolean epochs = args.truth("step_on_epochs");
    factor = epochs ? 1 : args.number("updates_per_epoch");
    args.require(
        factor > 0,
        "AssertionError",
        "updates_per_epoch must be set to number of dataloader batches");
  }

  /** Whether a name is of a function that makes a scheduler by its name. */
  static boolean makes(String name) {
    return name.equals("create_scheduler_v2") || name.equals("create_scheduler");
  }

  /**
   * The scheduler it makes, with its own arguments.
   *
   * @throws ExchangeException when an argument cannot be read, or timm refuses it
   */
  static Call made(Call call) {
    if (call.simple().equals("create_scheduler")) {
      throw new ExchangeException(
          "create_scheduler reads its options from elsewhere: write"
              + " create_scheduler_v2(optimizer, sched='cosine', num_epochs=300)");
    }
    var keywords = new LinkedHashMap<>(call.keywords());
    keywords.keySet().removeAll(BESIDE);
    Call bound = SIGNATURE.bound(new Call(call.name(), call.positional(), keywords));
    var factory = new TimmFactory(SIGNATURE.args(bound));
    String name = factory.scheduler();
    for (String word : BESIDE) {
      Value beside = call.keywords().get(word);
      if (beside != null) {
        factory.made.put(word, beside);
      }
    }
    return Call.of(name, factory.made);
  }

  private String scheduler() {
    String kind = args.oneOf("sched", "cosine", "tanh", "step", "multistep", "plateau", "poly");
    return switch (kind) {
      case "step" -> {
        time("decay_t", "decay_epochs");
        same("decay_rate", "decay_rate");
        yield warmed("StepLRScheduler");
      }
      case "multistep" -> {
        made.put("decay_t", times(milestones()));
        same("decay_rate", "decay_rate");
        yield warmed("MultiStepLRScheduler");
      }
      case "plateau" -> plateau();
      default -> {
        time("t_initial", "num_epochs");
        same("lr_min", "min_lr");
        for (String word : List.of("cycle_mul", "cycle_decay", "cycle_limit")) {
          same(word, word);
        }
        if (!kind.equals("tanh")) {
          same("k_decay", "k_decay");
        }
        if (kind.equals("poly")) {
          same("power", "decay_rate");
        }
        yield warmed(
            switch (kind) {
              case "cosine" -> "CosineLRScheduler";
              case "tanh" -> "TanhLRScheduler";
              default -> "PolyLRScheduler";
            });
      }
    };
  }

  private String plateau() {
    args.require(
        args.truth("step_on_epochs"), "AssertionError", "Plateau LR only supports step per epoch.");
    same("decay_rate", "decay_rate");
    same("patience_t", "patience_epochs");
    same("lr_min", "min_lr");
    same("mode", "plateau_mode");
    String name = warmed("PlateauLRScheduler");
    made.remove("warmup_prefix");
    return name;
  }

  private String warmed(String name) {
    time("warmup_t", "warmup_epochs");
    same("warmup_lr_init", "warmup_lr");
    same("warmup_prefix", "warmup_prefix");
    if (args.has("noise")) {
      // A part of the training, and where it is one number noise stays from there on.
      List<Double> parts =
          args.isList("noise") ? args.numbers("noise") : List.of(args.number("noise"));
      double all = args.number("num_epochs") * factor;
      List<Value> range = parts.stream().<Value>map(part -> new Num(part * all, false)).toList();
      made.put("noise_range_t", range.size() == 1 ? range.getFirst() : new Items(range));
      for (String word : List.of("noise_pct", "noise_std", "noise_seed")) {
        same(word, word);
      }
    }
    return name;
  }

  private void same(String to, String from) {
    made.put(to, args.value(from));
  }

  private void time(String to, String from) {
    made.put(to, time(args.number(from)));
  }

  private List<Double> milestones() {
    return args.value("decay_milestones") instanceof Nothing
        ? MILESTONES
        : args.numbers("decay_milestones");
  }

  private Value times(List<Double> epochs) {
    return new Items(epochs.stream().<Value>map(this::time).toList());
  }

  private Num time(double epochs) {
    double steps = epochs * factor;
    return new Num(steps, steps == Math.rint(steps));
  }
}
