package rubato.optim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rubato.internal.Check;

/** The groups of an optimizer, and which parameter belongs to which. */
final class Groups {

  final List<Group> all;
  private final Map<String, Integer> places = new HashMap<>();

  Groups(List<Group> all) {
    Check.atLeast("groups", all.size(), 1);
    this.all = List.copyOf(all);
  }

  /** The number of the group of a parameter. */
  int place(String name) {
    Integer known = places.get(name);
    if (known != null) {
      return known;
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).has(name)) {
        places.put(name, i);
        return i;
      }
    }
    throw Check.rejection(
        "parameter", "in one of the groups " + all.stream().map(Group::names).toList(), name);
  }

  /** The group of a parameter. */
  Group of(String name) {
    return all.get(place(name));
  }

  /** The rule of each group in an update. */
  List<Rule> rules(Step step) {
    List<Rule> rules = new ArrayList<>(all.size());
    for (Group group : all) {
      Rule rule = step.rule().apply(group.rule());
      // The words of a rejection cost more than a small update.
      if (!rule.equals(group.rule())
          && !rule.layout(Shape.of(1)).equals(group.rule().layout(Shape.of(1)))) {
        throw Check.rejection("rule of an update", "one with the state of " + group.rule(), rule);
      }
      rules.add(rule);
    }
    return rules;
  }

  /**
   * Rejects an update of which was not said what a rule needs: its loss, or how to evaluate again.
   */
  static void told(Step step, List<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.needsLoss() && step.loss().isEmpty()) {
        throw Check.rejection("loss", "said at every update, which " + rule + " needs", "none");
      }
      if (rule.evaluatesAgain() && Update.Again.IMPOSSIBLE.equals(step.again())) {
        step.again().evaluate();
      }
    }
  }

  /** All groups; the rule alone, where it is for all. */
  @Override
  public String toString() {
    Rule first = all.getFirst().rule();
    return all.equals(List.of(Group.all(first))) ? first.toString() : all.toString();
  }
}
