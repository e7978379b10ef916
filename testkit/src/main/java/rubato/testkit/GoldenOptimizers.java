package rubato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Weights after 1, 2, 5, 10 and 50 updates, made by PyTorch 2.13, Keras 3.15, optax 0.2.8 and the
 * code of rules' authors themselves, with measured tolerances.
 */
public final class GoldenOptimizers {

  private GoldenOptimizers() {}

  /** All cases of {@code pytorch}, {@code keras}, {@code optax} or {@code references}. */
  public static List<Case> of(String library) {
    JsonNode file = Golden.read("optimizers/" + library + ".json");
    if (!file.get("format").asString().equals("lr-golden-1")) {
      throw new AssertionError("format must be lr-golden-1, got " + file.get("format"));
    }
    List<Case> cases = new ArrayList<>();
    for (JsonNode text : file.get("cases")) {
      JsonNode problem = file.get("objectives").get(text.get("objective").asString());
      cases.add(new Case(text, GoldenProblem.of(problem)));
    }
    return cases;
  }

  /** A rule that is running: changes {@code x} and whatever it keeps. */
  @FunctionalInterface
  public interface Update {
    void step(int t, double rate, double[] x, double[] g);
  }

  /** A rule that is running and is told the loss, and may be asked for more than it trains. */
  public interface Walk {
    void step(double rate, double loss, double[] x, double[] g);

    /** The weights to evaluate. */
    double[] evaluation(double[] x);

    /** A number it keeps, by the library's name for it. */
    double scalar(String name);
  }

  /** One trajectory. In float32 every number handed out or taken back is a float. */
  public record Case(JsonNode text, GoldenProblem problem) {

    public String id() {
      return text.get("id").asString();
    }

    /** The set of options it was made with: the id up to the problem. */
    public String name() {
      return id().substring(0, id().indexOf('/'));
    }

    public boolean single() {
      return text.get("dtype").asString().equals("float32");
    }

    /** What the library was called with, for libraries whose options are in the file. */
    public JsonNode options() {
      return text.get("options");
    }

    /** The gradient at {@code x} for update {@code t}: for rules that look around. */
    public double[] gradient(double[] x, int t) {
      return problem.gradient(x, t, single());
    }

    /** The loss at {@code x}. */
    public double loss(double[] x) {
      return problem.loss(x, single());
    }

    /** Replays it with the rates in the file, a rule for every parameter group. */
    public void replay(Function<JsonNode, Update> rules) {
      List<Group> groups = new ArrayList<>();
      if (text.has("groups")) {
        for (JsonNode group : text.get("groups")) {
          ObjectNode options = ((ObjectNode) options()).deepCopy();
          options.setAll((ObjectNode) group.get("options"));
          int[] indices =
              Arrays.stream(Golden.numbers(group.get("indices"))).mapToInt(i -> (int) i).toArray();
          groups.add(Group.of(indices, options.get("lr").asDouble(), rules.apply(options)));
        }
      } else {
        groups.add(all(options().get("lr").asDouble(), rules.apply(options())));
      }
      replay(groups);
    }

    /** Replays it at one rate: for libraries whose options are not in the file. */
    public void replay(double rate, Update rule) {
      replay(List.of(all(rate, rule)));
    }

    /** Replays it at one rate, with all that is recorded of it. */
    public void replay(double rate, Walk walk) {
      double[] x = problem.start();
      for (int t = 1; t <= last(); t++) {
        double[] g = problem.gradient(x, t, single());
        walk.step(rate, problem.loss(x, single()), x, g);
        String step = Integer.toString(t);
        if (text.get("expected").has(step) && !chaotic(t)) {
          compare(t, x, text.get("expected").get(step));
          if (text.has("eval_params")) {
            compare(t, walk.evaluation(x), text.get("eval_params").get(step));
          }
          if (text.has("scalars") && !single()) {
            for (var scalar : text.get("scalars").get(step).properties()) {
              double expected = scalar.getValue().asDouble();
              // Float64 all through: fifty steps of roundings, that an estimate may double.
              assertThat(walk.scalar(scalar.getKey()))
                  .as("%s, %s after %d updates", id(), scalar.getKey(), t)
                  .isCloseTo(expected, within(1e-10 * expected));
            }
          }
        }
      }
    }

    private int last() {
      return text.get("expected").propertyNames().stream()
          .mapToInt(Integer::parseInt)
          .max()
          .orElseThrow();
    }

    private Group all(double rate, Update rule) {
      return Group.of(IntStream.range(0, problem.start().length).toArray(), rate, rule);
    }

    private void replay(List<Group> groups) {
      JsonNode expected = text.get("expected");
      double[] x = problem.start();
      for (int t = 1; t <= last(); t++) {
        double[] g = problem.gradient(x, t, single());
        if (text.path("options").path("maximize").asBoolean(false)) {
          Arrays.setAll(g, i -> -g[i]);
        }
        clip(g);
        for (Group group : groups) {
          group.step(t, text.has("lr_multipliers") ? multiplier(t) : 1, x, g);
        }
        if (expected.has(Integer.toString(t)) && !chaotic(t)) {
          compare(t, x, expected.get(Integer.toString(t)));
        }
      }
    }

    private double multiplier(int t) {
      return text.get("lr_multipliers").get(t - 1).asDouble();
    }

    /** PyTorch's {@code clip_grad_norm_}: {@code g * min(1, value / (norm + 1e-6))}. */
    private void clip(double[] g) {
      JsonNode clip = text.path("clip");
      if (clip.path("kind").asString("").equals("global_norm")) {
        double norm = Math.sqrt(Arrays.stream(g).map(v -> v * v).sum());
        double factor = Math.min(1, clip.get("value").asDouble() / (norm + 1e-6));
        Arrays.setAll(g, i -> single() ? (float) (factor * g[i]) : factor * g[i]);
      }
    }

    /** Where a run of the library itself leaves the tolerance when one bit of it is changed. */
    private boolean chaotic(int t) {
      return IntStream.range(0, text.path("chaotic").size())
          .anyMatch(i -> text.get("chaotic").get(i).asInt() == t);
    }

    private void compare(int t, double[] x, JsonNode expected) {
      double tolerance = text.get("tolerance").get(Integer.toString(t)).asDouble();
      double[] values = Golden.numbers(expected);
      for (int i = 0; i < x.length; i++) {
        assertThat(x[i])
            .as("%s, x[%d] after %d updates", id(), i, t)
            .isCloseTo(values[i], within(tolerance));
      }
    }

    @Override
    public String toString() {
      return id();
    }
  }

  /** The coordinates that share a rule, and their rate before multipliers. */
  private record Group(List<Integer> indices, double rate, Update rule) {

    static Group of(int[] indices, double rate, Update rule) {
      return new Group(Arrays.stream(indices).boxed().toList(), rate, rule);
    }

    void step(int t, double multiplier, double[] x, double[] g) {
      double[] own = indices.stream().mapToDouble(i -> x[i]).toArray();
      double[] gradient = indices.stream().mapToDouble(i -> g[i]).toArray();
      rule.step(t, rate * multiplier, own, gradient);
      for (int i = 0; i < own.length; i++) {
        x[indices.get(i)] = own[i];
      }
    }
  }
}
