package rubato.workloads;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalog: every task that can be called by name. */
public final class Workloads {

  /** Each makes its workload from the options behind its name. */
  private static final Map<String, Function<String, Workload>> CATALOG = new LinkedHashMap<>();

  static {
    addFunction("quadratic", Functions::quadratic);
    addFunction("objective:rosenbrock", Functions::rosenbrock);
    addFunction("objective:beale", Functions::beale);
    addFunction("objective:rastrigin", Functions::rastrigin);
    add(Tables.line());
    add(Tables.plane());
    add(Tables.cancer());
    add(Tables.diabetes());
    add(Tables.diabetesMlp());
    add(Digits.mlp());
    CATALOG.put("digits:mlp", CATALOG.get("digits")); // as whoever knows digits:cnn writes it
    add(Digits.cnn());
    add(Images.workload(ImageSet.FASHION));
    add(Images.workload(ImageSet.MNIST));
  }

  private Workloads() {}

  /** One whose options say how its gradients are come by. */
  private static void add(Workload workload) {
    if (!(workload instanceof Entry entry)) {
      throw new IllegalStateException(workload.name());
    }
    List<String> known = new ArrayList<>(Computing.TREATMENT);
    known.addFirst(Computing.ACCUMULATE);
    CATALOG.put(
        workload.name(),
        options -> {
          if (!options.isEmpty() && !options.contains("=")) {
            throw unknown(workload.name() + ":" + options);
          }
          return entry.computing(Computing.parse(workload.name(), options, known));
        });
  }

  /** One with options of its own besides. */
  private static void addFunction(String name, Function<String, Entry> make) {
    CATALOG.put(
        name,
        options -> {
          var treated = new StringJoiner(",");
          var own = new StringJoiner(",");
          for (String option : options.split(",", -1)) {
            boolean known = Computing.TREATMENT.contains(option.replaceFirst("=.*", ""));
            (known ? treated : own).add(option);
          }
          return make.apply(own.toString())
              .computing(Computing.parse(name, treated.toString(), Computing.TREATMENT));
        });
  }

  /** All of them, without options, each by its own name, in the order a reader would want. */
  public static List<Workload> all() {
    var all = new LinkedHashMap<String, Workload>();
    for (Function<String, Workload> make : CATALOG.values()) {
      Workload workload = make.apply("");
      all.putIfAbsent(workload.name(), workload);
    }
    return List.copyOf(all.values());
  }

  /**
   * The workload called {@code name}; where it has options they follow a colon: {@code
   * quadratic:dim=10,condition=1000}; where it has several engines, one may follow an at sign:
   * {@code digits@tensorflow}.
   *
   * @throws IllegalArgumentException when there is none, naming the nearest; or when an option is
   *     not what it must be, or it does not run on the engine
   */
  public static Workload named(String name) {
    int at = name.indexOf('@');
    return at < 0 ? plain(name) : plain(name.substring(0, at)).on(name.substring(at + 1));
  }

  /**
   * The same task with options said anew: those of {@code name} that are among them are replaced.
   *
   * @param name as {@link #named} takes it
   * @param options {@code clip=norm:1,non-finite=skip}
   */
  public static String with(String name, Map<String, String> options) {
    int at = name.indexOf('@');
    String text = at < 0 ? name : name.substring(0, at);
    for (Map.Entry<String, String> option : options.entrySet()) {
      String said = option.getKey() + "=" + option.getValue();
      String there = "(?<=[:,])" + Pattern.quote(option.getKey()) + "=[^,]*";
      String replaced = text.replaceFirst(there, Matcher.quoteReplacement(said));
      boolean known = Pattern.compile(there).matcher(text).find();
      text = known ? replaced : text + (text.contains("=") ? "," : ":") + said;
    }
    return at < 0 ? text : text + name.substring(at);
  }

  private static Workload plain(String name) {
    // The longest name that fits: digits:cnn is a name, not digits with the option cnn.
    var found =
        CATALOG.entrySet().stream()
            .filter(known -> (name + ":").startsWith(known.getKey() + ":"))
            .max(Comparator.comparingInt(known -> known.getKey().length()))
            .filter(known -> !name.endsWith(":"))
            .orElseThrow(() -> unknown(name));
    int options = found.getKey().length() + 1;
    return found.getValue().apply(name.length() < options ? "" : name.substring(options));
  }

  private static IllegalArgumentException unknown(String name) {
    String nearest =
        CATALOG.keySet().stream()
            .min(Comparator.comparingInt(known -> distance(name, known)))
            .orElseThrow();
    return new IllegalArgumentException(
        "task must be one of "
            + String.join(", ", CATALOG.keySet())
            + ", got "
            + name
            + ": did you mean "
            + nearest
            + "?");
  }

  /** The insertions, deletions and changes of a character between two words. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
