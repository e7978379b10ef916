package rubato.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rubato.optim.Elementwise;
import rubato.optim.Rule;
import rubato.optim.Shape;
import rubato.optim.Slot;
import rubato.optim.Whole;
import rubato.text.Rules;

/** All update rules with their options. */
@Command(
    name = "list",
    description = "List the update rules with their options and what they keep.",
    footer = {"", "Example:", "  rubato rule list"})
final class RuleList implements Callable<Integer> {

  /** A matrix: the weights whose state is counted. */
  private static final Shape MATRIX = Shape.of(1000, 1000);

  private final Console console;

  @Mixin Manners manners = new Manners();

  RuleList(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Rule> rules = Rules.names().stream().map(Rules::parse).toList();
    if (manners.json) {
      console.out().println(Json.of(rules.stream().map(RuleList::object)));
      return Exit.OK;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("rule", "bytes", "with all its options"));
    for (Rule rule : rules) {
      rows.add(List.of(rule.name(), bytes(rule), rule.toString()));
    }
    console.out().print(Table.of(rows, console.columns()));
    console.out().println();
    console
        .out()
        .println(
            "Bytes: of state for each float32 weight of a matrix of a million; beside PyTorch's in"
                + " docs/guide/optimizer-state.md");
    manners.hint(console, "Next: rubato train digits --optimizer lion:beta1=0.95");
    return Exit.OK;
  }

  private static Map<String, Object> object(Rule rule) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", rule.name());
    object.put("text", rule.toString());
    object.put("options", rule.options());
    object.put("state", numbers(rule));
    object.put("stateBytes", Float.BYTES * numbers(rule));
    object.put(
        "kind",
        switch (rule) {
          case Elementwise _ -> "elementwise";
          case Whole _ -> "whole";
        });
    object.put("needsLoss", rule.needsLoss());
    object.put("evaluatesAgain", rule.evaluatesAgain());
    object.put("evaluatesElsewhere", rule.evaluatesElsewhere());
    return object;
  }

  private static String bytes(Rule rule) {
    String bytes = String.format(Locale.ROOT, "%.2f", Float.BYTES * numbers(rule));
    return bytes.endsWith(".00") ? bytes.substring(0, bytes.length() - 3) : bytes;
  }

  private static double numbers(Rule rule) {
    double numbers = 0;
    for (var slot : rule.layout(MATRIX)) {
      numbers += slot.size() * (slot.kind() == Slot.Kind.CODES ? 0.25 : 1);
    }
    return numbers / MATRIX.size();
  }
}
