package rubato.workloads.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rubato.optim.Rule;
import rubato.text.Rules;

/**
 * A rule under a schedule that takes part.
 *
 * @param name what it is called
 * @param rule the rule
 * @param schedule with {@code rate} free
 * @param rate the default
 * @param free whether it is said to need no rate
 */
public record Entrant(String name, Rule rule, String schedule, double rate, boolean free) {

  private static final String CONSTANT = "rate";
  private static final String COSINE = "cosine(rate -> 0)";
  private static final String MOMENTUM = "sgd:momentum=0.9";

  private static final Set<String> FREE =
      Set.of(
          "schedule-free-plus",
          "mechanic",
          "prodigy",
          "d-adapt-sgd",
          "d-adapt-adam",
          "d-adapt-adagrad",
          "d-adapt-lion",
          "dog",
          "dowg",
          "cocob",
          "polyak-sgd",
          "momo",
          "sls",
          "salsa");

  /** As the guide lists them; a rule around another that is missing here has the other's. */
  private static final Map<String, Double> DEFAULTS = defaults();

  /** All of them: every rule there is, then the yardsticks. */
  public static List<Entrant> all() {
    List<Entrant> all = new ArrayList<>();
    Rules.names().forEach(name -> all.add(of(name, CONSTANT)));
    all.add(of(MOMENTUM, CONSTANT));
    all.add(of("adamw", COSINE));
    all.add(of(MOMENTUM, COSINE));
    return List.copyOf(all);
  }

  private static Entrant of(String text, String schedule) {
    Rule rule = Rules.parse(text);
    String name = schedule.equals(CONSTANT) ? text : text + " under cosine";
    return new Entrant(name, rule, schedule, rate(rule), FREE.contains(rule.name()));
  }

  private static double rate(Rule rule) {
    Double known = DEFAULTS.get(rule.name());
    if (known != null) {
      return known;
    }
    Optional<Rule> wrapped = rule.wrapped();
    return rate(
        wrapped.orElseThrow(
            () ->
                new IllegalStateException(
                    "default rate must be in the table, got no line for " + rule.name())));
  }

  private static Map<String, Double> defaults() {
    Map<String, Double> rates = new HashMap<>();
    put(rates, 0.0001, "simplified-ademamix", "lion", "sophia", "sign-sgd", "signum");
    put(rates, 0.001, "sgd", "adam", "adamw", "radam", "muon", "adam8bit", "ftrl");
    put(rates, 0.001, "optimistic-gd", "optimistic-adam", "adabelief", "acprop", "adan");
    put(rates, 0.001, "ademamix", "adopt", "lamb", "novograd");
    put(rates, 0.002, "adamax", "nadam");
    put(rates, 0.0025, "schedule-free-adamw", "schedule-free-radam");
    put(rates, 0.003, "soap");
    put(rates, 0.01, "adagrad", "rmsprop", "rprop", "asgd", "adafactor");
    put(rates, 0.01, "madgrad", "yogi", "fromage", "momo-adam");
    put(rates, 0.1, "sm3");
    put(rates, 1, "adadelta", "lbfgs", "lars", "schedule-free-sgd");
    FREE.forEach(name -> rates.put(name, 1.0));
    return Map.copyOf(rates);
  }

  private static void put(Map<String, Double> rates, double rate, String... names) {
    for (String name : names) {
      rates.put(name, rate);
    }
  }
}
