package rubato.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import rubato.internal.Nearest;

/** The frameworks whose schedulers are known here, each with all of them. */
public enum Framework {
  /** PyTorch: {@code torch.optim.lr_scheduler}. */
  PYTORCH("pytorch", "torch"),
  /** Keras 3: {@code keras.optimizers.schedules}. */
  KERAS("keras", "tensorflow"),
  /** optax. */
  OPTAX("optax", "jax"),
  /** Hugging Face transformers: {@code get_scheduler}. */
  HUGGINGFACE("huggingface", "transformers"),
  /** timm. */
  TIMM("timm", "pytorch-image-models"),
  /** DJL's trackers. */
  DJL("djl", "ai.djl"),
  /** Deeplearning4j's schedules. */
  DEEPLEARNING4J("deeplearning4j", "dl4j"),
  /** fastai. */
  FASTAI("fastai", "fast.ai"),
  /** kozistr/pytorch_optimizer. */
  PYTORCH_OPTIMIZER("pytorch_optimizer", "pytorch-optimizer");

  private final String word;
  private final String other;

  Framework(String word, String other) {
    this.word = word;
    this.other = other;
  }

  /**
   * The framework of this name.
   *
   * @throws ExchangeException when there is none, naming the nearest
   */
  public static Framework named(String name) {
    for (Framework framework : values()) {
      if (framework.word.equals(name) || framework.other.equals(name)) {
        return framework;
      }
    }
    List<String> words = Arrays.stream(values()).map(Framework::word).toList();
    String said = SourceLexer.shown(name);
    throw new ExchangeException(
        "unknown framework `"
            + said
            + "`"
            + Nearest.hint(said, words)
            + " Known: "
            + String.join(", ", words));
  }

  /** Its name, as it stands in specs and case files. */
  public String word() {
    return word;
  }

  /** Whether its sources are Java. */
  boolean isJava() {
    return this == DJL || this == DEEPLEARNING4J;
  }

  /** The names of its schedulers. */
  public List<String> schedulers() {
    return table().names();
  }

  Table table() {
    return switch (this) {
      case PYTORCH -> Pytorch.TABLE;
      case KERAS -> Keras.TABLE;
      case OPTAX -> Optax.TABLE;
      case HUGGINGFACE -> HuggingFace.TABLE;
      case TIMM -> Timm.TABLE;
      case DJL -> Djl.TABLE;
      case DEEPLEARNING4J -> Deeplearning4j.TABLE;
      case FASTAI -> Fastai.TABLE;
      case PYTORCH_OPTIMIZER -> PytorchOptimizer.TABLE;
    };
  }

  /** What a name of its source is called in its table. */
  String scheduler(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return switch (this) {
      case DJL -> DJL_NAMES.getOrDefault(name.replaceFirst("\\.builder$", ""), tracker(name));
      case HUGGINGFACE -> FUNCTIONS.getOrDefault(simple, simple);
      case FASTAI ->
          switch (name) {
            case "LRFinder/SchedExp" -> "LRFinder";
            case "fit_one_cycle:mom" -> "fit_one_cycle_mom";
            default -> simple;
          };
      case DEEPLEARNING4J ->
          switch (simple) {
            case "Builder" -> "MapSchedule";
            case "fromRatio" -> "CosineWarmupSchedule";
            default -> simple;
          };
      case KERAS -> KERAS_NAMES.getOrDefault(simple, simple);
      case PYTORCH, OPTAX, TIMM, PYTORCH_OPTIMIZER -> simple;
    };
  }

  private static String tracker(String name) {
    String plain = name.replaceFirst("\\.builder$", "");
    return plain.substring(plain.lastIndexOf('.') + 1);
  }

  /** The default of {@code name} in a configuration, where it is not that of the class. */
  private static final Map<String, String> KERAS_NAMES =
      Map.of("SGDRDecay", "CosineDecayRestarts", "PiecewiseConstant", "PiecewiseConstantDecay");

  private static final Map<String, String> DJL_NAMES =
      Map.of(
          "Tracker.factor", "FactorTracker",
          "Tracker.multiFactor", "MultiFactorTracker",
          "Tracker.cosine", "CosineTracker",
          "Tracker.cyclical", "CyclicalTracker",
          "Tracker.warmUp", "WarmUpTracker",
          "Tracker.linear", "LinearTracker",
          "Tracker.fixed", "FixedTracker");

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("get_constant_schedule", "constant"),
          Map.entry("get_constant_schedule_with_warmup", "constant_with_warmup"),
          Map.entry("get_linear_schedule_with_warmup", "linear"),
          Map.entry("get_cosine_schedule_with_warmup", "cosine"),
          Map.entry("get_cosine_with_hard_restarts_schedule_with_warmup", "cosine_with_restarts"),
          Map.entry("get_polynomial_decay_schedule_with_warmup", "polynomial"),
          Map.entry("get_inverse_sqrt_schedule", "inverse_sqrt"),
          Map.entry("get_cosine_with_min_lr_schedule_with_warmup", "cosine_with_min_lr"),
          Map.entry(
              "get_cosine_with_min_lr_schedule_with_warmup_lr_rate", "cosine_warmup_with_min_lr"),
          Map.entry("get_wsd_schedule", "warmup_stable_decay"),
          Map.entry("get_reduce_on_plateau_schedule", "reduce_lr_on_plateau"),
          Map.entry("ReduceLROnPlateau", "reduce_lr_on_plateau"),
          Map.entry("GreedyLR", "greedy"),
          Map.entry("get_greedy_schedule", "greedy"));
}
