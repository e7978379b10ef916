package rubato.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rubato.workloads.quality.Contest;
import rubato.workloads.quality.Entrant;
import rubato.workloads.quality.Ledger;
import rubato.workloads.quality.Line;
import rubato.workloads.quality.Problem;
import rubato.workloads.quality.QualityPage;
import rubato.workloads.quality.Score;
import rubato.workloads.quality.Standing;

/** The quality benchmark of update rules. */
@Command(
    name = "quality",
    description = {
      "Train five tasks with every update rule at its default rate and at 21 others, on several"
          + " seeds, and print what each reached. Stopped or killed, the same command goes on."
    },
    footer = {
      "",
      "Examples:",
      "  rubato bench quality --out quality.jsonl --svg quality.svg",
      "  rubato bench quality --out q.jsonl --rules adamw,lion --tasks cancer,mlp",
      "",
      "The rules of the benchmark: docs/guide/quality-of-rules.md"
    })
final class BenchQuality implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "A line for each training; lines that are there are not trained again.")
  Path out = Path.of("");

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "NAME",
      description = "Those alone; else all.")
  List<String> rules = List.of();

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "NAME",
      description = "Those alone: quadratic, rosenbrock, cancer, mlp, cnn.")
  List<String> tasks = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many trainings at a rate (${DEFAULT-VALUE}).")
  String seeds = "5";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many trainings at once; results do not depend on it.")
  @Nullable String threads;

  @Option(
      names = "--medians",
      paramLabel = "FILE",
      description = "Write what is printed as JSON lines.")
  @Nullable Path medians;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw it.")
  @Nullable Path svg;

  BenchQuality(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    TargetFile.expected(svg);
    TargetFile.expected(medians);
    var contest =
        new Contest(
            chosen("--tasks", tasks, Problem.all(), Problem::name),
            chosen("--rules", rules, Entrant.all(), Entrant::name),
            (int) Numbers.whole("--seeds", seeds, 1, 100));
    int cores = Runtime.getRuntime().availableProcessors();
    int at = threads == null ? cores : (int) Numbers.whole("--threads", threads, 1, 1024);
    boolean whole;
    List<Line> lines;
    try (var interrupt = new Interrupt();
        var progress = new ProgressLine(console, manners, System::nanoTime);
        var ledger = ledger()) {
      contest.run(ledger, at, new Watch(progress, interrupt));
      whole = !interrupt.asked();
      lines = ledger.lines();
    }
    List<Standing> standings =
        Standing.of(contest.problems(), contest.entrants(), contest.seeds(), lines);
    tell(standings);
    if (!whole) {
      manners.hint(console, "interrupted; the same command goes on");
      return Exit.INTERRUPTED;
    }
    manners.hint(console, "The rules it followed: docs/guide/quality-of-rules.md");
    return Exit.OK;
  }

  private Ledger ledger() {
    try {
      return new Ledger(out);
    } catch (IOException e) {
      throw TargetFile.failed(out, e);
    }
  }

  private void tell(List<Standing> standings) {
    List<String> objects = standings.stream().map(s -> Json.of(object(s))).toList();
    if (medians != null) {
      TargetFile.write(medians, String.join("\n", objects) + "\n");
    }
    if (svg != null && !standings.isEmpty()) {
      TargetFile.write(svg, QualityPicture.of(standings).svg());
    }
    if (manners.json) {
      console.out().println("[" + String.join(",\n ", objects) + "]");
    } else if (standings.isEmpty()) {
      console.out().println("No rule has all its trainings yet.");
    } else {
      console.out().print(console.shown(QualityPage.of(standings)));
    }
  }

  /** Those of {@code all} that have been named; all, where none has. */
  private static <T> List<T> chosen(
      String option, List<String> names, List<T> all, Function<T, String> naming) {
    if (names.isEmpty()) {
      return all;
    }
    Map<String, T> known = new LinkedHashMap<>();
    all.forEach(one -> known.put(naming.apply(one), one));
    List<T> chosen = new ArrayList<>();
    for (String name : names) {
      T one = known.get(name.strip());
      if (one == null) {
        String near =
            Nearest.to(name, known.keySet()).map(it -> "; did you mean " + it + "?").orElse("");
        throw Failure.usage(
            "%s must be among %s, got %s%s"
                .formatted(option, String.join(", ", known.keySet()), name, near));
      }
      chosen.add(one);
    }
    return chosen;
  }

  private static Map<String, Object> object(Standing standing) {
    var object = new LinkedHashMap<String, Object>();
    object.put("task", standing.problem().name());
    object.put("rule", standing.entrant().name());
    object.put("start", standing.start());
    object.put("evaluations_an_update", standing.evaluations());
    object.put("default", score(standing.usual()));
    object.put("best", score(standing.best()));
    object.put("at_edge", standing.atEdge());
    object.put("good_decades", standing.decades());
    object.put("medians", standing.curve().stream().map(Score::median).toList());
    object.put("diverged", standing.curve().stream().mapToLong(Score::diverged).sum());
    return object;
  }

  private static Map<String, Object> score(Score score) {
    var object = new LinkedHashMap<String, Object>();
    object.put("rate", score.rate());
    object.put("median", score.median());
    object.put("low", score.low());
    object.put("high", score.high());
    return object;
  }

  /** Shows each training. */
  private record Watch(ProgressLine progress, Interrupt interrupt) implements Contest.Listener {

    @Override
    public synchronized void made(Line line, int done, int all) {
      progress.show(
          "Training",
          () ->
              "%s with %s  lr %s  seed %d  loss %s  %s of %s"
                  .formatted(
                      line.task(),
                      line.rule(),
                      Numbers.rate(line.rate()),
                      line.seed(),
                      Numbers.brief(line.loss()),
                      Numbers.grouped(done),
                      Numbers.grouped(all)));
    }

    @Override
    public boolean stop() {
      return interrupt.asked();
    }
  }
}
