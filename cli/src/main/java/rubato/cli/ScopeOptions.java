package rubato.cli;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rubato.lab.Scope;
import rubato.lab.Tune;

/** What a study searches, and between which bounds. */
final class ScopeOptions {

  private static final List<String> OPTIMIZERS = List.of("sgd:momentum=0.9", "adam", "adamw");

  @Option(
      names = "--schedule",
      paramLabel = "PLAN",
      description = "A schedule to try, with the word `rate`; may be given several times.")
  List<String> schedules = List.of();

  @Option(
      names = "--over",
      paramLabel = "NAME,...",
      description = {
        "What to search: rate, schedule, optimizer, batch, weight-decay, warm-up",
        "(rate and schedule)."
      })
  @Nullable String over;

  @Option(
      names = "--rates",
      paramLabel = "LOW..HIGH",
      description = "Where to look for the rate (found by a range test).")
  @Nullable String rates;

  @Option(
      names = "--optimizers",
      paramLabel = "A; B",
      description =
          "The rules to choose among with --over optimizer (sgd:momentum=0.9; adam;" + " adamw).")
  @Nullable String optimizers;

  @Option(
      names = "--batches",
      paramLabel = "LOW..HIGH",
      description = "The batch sizes for --over batch (16..256).")
  @Nullable String batches;

  @Option(
      names = "--weight-decays",
      paramLabel = "LOW..HIGH",
      description = "The decays for --over weight-decay (1e-6..0.1).")
  @Nullable String weightDecays;

  @Option(
      names = "--warm-ups",
      paramLabel = "LOW..HIGH",
      description = "The parts of the training for --over warm-up (0..0.2).")
  @Nullable String warmUps;

  /**
   * What is asked for.
   *
   * @param optimizer the rule where no other is searched
   */
  Scope scope(String optimizer) {
    Set<String> names = names();
    boolean many = over == null || names.contains("schedule");
    List<String> among = schedules.isEmpty() ? Tune.DEFAULT_SCHEDULES : schedules;
    return new Scope(
        many ? among : among.subList(0, 1),
        names.contains("optimizer") ? optimizers() : List.of(optimizer),
        range("--rates", rates, Double.MIN_VALUE),
        bounds(names, "batch", "--batches", batches, "16..256", 1),
        bounds(
            names, "weight-decay", "--weight-decays", weightDecays, "1e-6..0.1", Double.MIN_VALUE),
        bounds(names, "warm-up", "--warm-ups", warmUps, "0..0.2", 0));
  }

  private Set<String> names() {
    if (over == null) {
      return Set.of("rate");
    }
    var names = new LinkedHashSet<String>();
    for (String name : over.split(",", -1)) {
      String word = name.strip();
      if (!Scope.NAMES.contains(word)) {
        throw Failure.usage(
            "--over must name some of %s, got %s%s"
                .formatted(
                    String.join(", ", Scope.NAMES),
                    word.isEmpty() ? "''" : word,
                    Nearest.to(word, Scope.NAMES)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")));
      }
      if (!names.add(word)) {
        throw Failure.usage("--over must name each once, got " + over);
      }
    }
    if (!names.contains("rate")) {
      throw Failure.usage("--over must name the rate too, got " + over);
    }
    return names;
  }

  private List<String> optimizers() {
    return optimizers == null
        ? OPTIMIZERS
        : Arrays.stream(optimizers.split(";", -1)).map(String::strip).toList();
  }

  private static Optional<Scope.Range> bounds(
      Set<String> names,
      String name,
      String option,
      @Nullable String given,
      String usual,
      double least) {
    if (!names.contains(name)) {
      if (given != null) {
        throw Failure.usage(option + " needs --over rate," + name);
      }
      return Optional.empty();
    }
    return range(option, given == null ? usual : given, least);
  }

  private static Optional<Scope.Range> range(String option, @Nullable String text, double least) {
    if (text == null) {
      return Optional.empty();
    }
    int dots = text.indexOf("..");
    try {
      double low = Double.parseDouble(text.substring(0, dots));
      double high = Double.parseDouble(text.substring(dots + 2));
      if (low >= least && low < high && high < Double.POSITIVE_INFINITY) {
        return Optional.of(new Scope.Range(low, high));
      }
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      // Told below.
    }
    throw Failure.usage(
        option
            + " must be LOW..HIGH with "
            + (least == 0 ? "0 <= LOW" : least == 1 ? "1 <= LOW" : "0 < LOW")
            + " < HIGH, got "
            + (text.isBlank() ? "''" : text));
  }

  /** What was given, as words. */
  List<String> words() {
    var words = new java.util.ArrayList<String>();
    for (String schedule : schedules) {
      words.addAll(List.of("--schedule", schedule));
    }
    TaskOptions.add(words, "--over", over);
    TaskOptions.add(words, "--rates", rates);
    TaskOptions.add(words, "--optimizers", optimizers);
    TaskOptions.add(words, "--batches", batches);
    TaskOptions.add(words, "--weight-decays", weightDecays);
    TaskOptions.add(words, "--warm-ups", warmUps);
    return words;
  }
}
