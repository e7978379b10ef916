package rubato.search.finder;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import rubato.internal.Check;
import rubato.internal.Nearest;

/**
 * A rule by which another library reads a range test: its smoothing, where it stops, what it leaves
 * out, and the rate that it then suggests, re-implemented from its source in double precision.
 */
public enum Finder {
  /** fastai's default: two thirds into the longest falling subsequence. */
  FASTAI_VALLEY("fastai 2, SuggestionMethod.Valley"),
  /** fastai: from the right, the first place where the slopes of 15 rungs apart are alike. */
  FASTAI_SLIDE("fastai 2, SuggestionMethod.Slide"),
  /** fastai: a tenth of the rate at which the loss is lowest. */
  FASTAI_MINIMUM("fastai 2, SuggestionMethod.Minimum"),
  /** fastai: where the loss falls fastest over the logarithm of the rate. */
  FASTAI_STEEP("fastai 2, SuggestionMethod.Steep"),
  /** Lightning from 2.5.3 on: where the loss falls fastest over the rate, not its logarithm. */
  LIGHTNING("Lightning 2.5.3 and later"),
  /** Lightning before: where the loss falls fastest from rung to rung. */
  LIGHTNING_2_5_2("Lightning up to 2.5.2"),
  /** torch-lr-finder: the same with its own smoothing. */
  TORCH_LR_FINDER("torch-lr-finder 0.2"),
  /** ignite: the same, before the lowest loss. */
  IGNITE("ignite, FastaiLRFinder");

  private final String library;

  Finder(String library) {
    this.library = library;
  }

  /** What it is called: {@code fastai-valley}, {@code lightning-2.5.2}. */
  public String text() {
    return this == LIGHTNING_2_5_2
        ? "lightning-2.5.2"
        : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The library and its version. */
  public String library() {
    return library;
  }

  /** What all of them are called. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Finder::text).toList();
  }

  /**
   * The finder that is called {@code text}.
   *
   * @throws IllegalArgumentException when none is, naming the nearest
   */
  public static Finder named(String text) {
    for (Finder finder : values()) {
      if (finder.text().equals(text)) {
        return finder;
      }
    }
    throw Check.rejection(
        "finder", "one of " + String.join(", ", names()), text + Nearest.hint(text, names()));
  }

  /**
   * What it suggests.
   *
   * @param rates of all rungs of the ladder, rising
   * @param losses of the batches from the first rung on; where there are fewer than rates, the
   *     training was not finite from there
   * @return empty where the library fails or gives nothing
   */
  public OptionalDouble suggest(double[] rates, double[] losses) {
    Check.that(losses.length <= rates.length, "losses", "at most " + rates.length, losses.length);
    var sweep = new Trace(rates, padded(losses, rates.length));
    return switch (this) {
      case FASTAI_VALLEY -> Fastai.valley(Fastai.read(sweep));
      case FASTAI_SLIDE -> Fastai.slide(Fastai.read(sweep));
      case FASTAI_MINIMUM -> Fastai.minimum(Fastai.read(sweep));
      case FASTAI_STEEP -> Fastai.steep(Fastai.read(sweep));
      case LIGHTNING -> Lightning.overRate(Lightning.read(sweep));
      case LIGHTNING_2_5_2 -> Lightning.overRungs(Lightning.read(sweep));
      case TORCH_LR_FINDER -> TorchLrFinder.steepest(TorchLrFinder.read(sweep));
      case IGNITE -> Ignite.suggestion(TorchLrFinder.read(sweep));
    };
  }

  /* None of them stops at NaN: they go on to the top of the ladder with it. */
  private static double[] padded(double[] losses, int length) {
    double[] all = Arrays.copyOf(losses, length);
    Arrays.fill(all, losses.length, length, Double.NaN);
    return all;
  }
}
