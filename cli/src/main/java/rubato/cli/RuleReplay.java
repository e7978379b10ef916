package rubato.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rubato.exchange.Trajectory;

/** Takes paths that optimizers of other libraries took, with our rules. */
@Command(
    name = "replay",
    description = "Take recorded paths of other libraries' optimizers once more, by our rules.",
    footer = {"", "Example:", "  rubato rule replay pytorch.json"})
final class RuleReplay implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(paramLabel = "FILE", description = "Recorded paths, as in docs/guide/replay.md.")
  @Nullable Path file;

  RuleReplay(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Trajectory> cases = Trajectory.read(ScheduleEval.text(file));
    List<Trajectory.Outcome> outcomes = cases.stream().map(Trajectory::run).toList();
    if (manners.json) {
      console.out().println(Json.of(outcomes.stream().map(RuleReplay::object)));
      return Exit.OK;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("case", "largest deviation", "of its tolerance", "verdict"));
    for (Trajectory.Outcome outcome : outcomes) {
      rows.add(row(outcome));
    }
    console.out().print(Table.of(rows, Math.max(console.columns(), 100)));
    long agree = outcomes.stream().filter(Trajectory.Outcome::agrees).count();
    console.out().println();
    console.out().println(agree + " of " + outcomes.size() + " cases agree.");
    manners.hint(
        console,
        agree == outcomes.size()
            ? "Next: rubato rule list shows the rules and their options"
            : "Next: docs/guide/formulas.md says where libraries differ under one name");
    return Exit.OK;
  }

  private static List<String> row(Trajectory.Outcome outcome) {
    if (outcome.error().isPresent()) {
      return List.of(outcome.id(), "", "", outcome.error().get());
    }
    boolean recorded = !Double.isNaN(outcome.deviation());
    return List.of(
        outcome.id(),
        recorded ? String.format(Locale.ROOT, "%.3g", outcome.largest()) : "",
        recorded ? String.format(Locale.ROOT, "%.3g", outcome.deviation()) : "",
        !recorded ? "nothing to compare with" : outcome.agrees() ? "agrees" : "differs");
  }

  private static Map<String, Object> object(Trajectory.Outcome outcome) {
    var object = new LinkedHashMap<String, Object>();
    object.put("id", outcome.id());
    if (outcome.error().isPresent()) {
      object.put("error", outcome.error().get());
      return object;
    }
    object.put("params", steps(outcome.params()));
    if (!outcome.evaluation().isEmpty()) {
      object.put("eval_params", steps(outcome.evaluation()));
    }
    object.put("agrees", outcome.agrees());
    object.put("deviation", number(outcome.largest()));
    return object;
  }

  private static Map<String, Object> steps(Map<Long, List<Double>> params) {
    var steps = new LinkedHashMap<String, Object>();
    params.forEach(
        (t, values) ->
            steps.put(Long.toString(t), values.stream().map(RuleReplay::number).toList()));
    return steps;
  }

  /** What is not finite is a text, as in the files that are replayed. */
  private static Object number(Double value) {
    if (Double.isFinite(value)) {
      return value;
    }
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }
}
