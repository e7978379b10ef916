package rubato.optim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rubato.testkit.Trials;
import rubato.text.Rules;
import rubato.text.Spec;

/**
 * Every rule under every kind of pace, alone, treated, beside others and with rows: 100 updates are
 * 50, saved, read, and 50.
 */
class ResumeContractTest {

  private static final List<String> PACES =
      List.of(
          "0.01", "cosine(0.01 -> 0)", "one-cycle(0.02)", "0.02 * plateau(factor 0.5, patience 2)");

  @TempDir Path folder;

  static Set<Rule> rules() {
    Set<Rule> rules = new LinkedHashSet<>(RuleExamples.all());
    Rules.names().forEach(name -> rules.add(Rules.parse(name)));
    rules.add(new Lbfgs(3, 2, 0, 1e-7, 1e-9, Lbfgs.Search.STRONG_WOLFE));
    return rules;
  }

  @Test
  void every_rule_there_is_takes_part() {
    var kinds = new ArrayList<Class<?>>(List.of(Elementwise.class.getPermittedSubclasses()));
    kinds.addAll(List.of(Whole.class.getPermittedSubclasses()));
    List<?> seen = rules().stream().map(Object::getClass).toList();
    assertThat(seen.containsAll(kinds)).as("of %s", kinds).isTrue();
  }

  /** All paces alone; with others one that remembers. No rule that needs all gradients has rows. */
  private static List<String> rides(Rule rule) {
    List<String> rides = new ArrayList<>();
    for (Ride.Kind kind : Ride.Kind.values()) {
      if (kind == Ride.Kind.ROWS && rule instanceof Whole) {
        continue;
      }
      for (String pace : kind == Ride.Kind.ALONE ? PACES : List.of(PACES.getLast())) {
        rides.add("%s;%s;%s;false".formatted(kind, rule, pace));
        rides.add("%s;%s;%s;true".formatted(kind, rule, pace));
      }
    }
    return rides;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void half_and_half_is_the_whole_to_the_bit(Rule rule) throws IOException {
    for (String ride : rides(rule)) {
      String whole = Ride.of(ride).until(Ride.STEPS).end();
      byte[] half = Ride.of(ride).until(Ride.STEPS / 2).save();
      var resumed = Ride.of(ride).restore(half);
      assertThat(resumed.save()).isEqualTo(half);
      assertThat(resumed.until(Ride.STEPS).end()).as(ride).isEqualTo(whole);
    }
  }

  @Test
  void another_process_goes_on_to_the_bit() throws Exception {
    List<String> rides = rules().stream().flatMap(rule -> rides(rule).stream()).toList();
    List<String> wholes = new ArrayList<>();
    for (String ride : rides) {
      byte[] half = Ride.of(ride).until(Ride.STEPS / 2).save();
      Files.write(folder.resolve("half" + wholes.size()), half);
      wholes.add(Ride.of(ride).until(Ride.STEPS).end());
    }
    Files.write(folder.resolve("index"), rides);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                String.join(
                    System.getProperty("path.separator"),
                    root(Spec.class),
                    root(Ride.class),
                    root(Trials.class)),
                Ride.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    List<String> ends = Files.readAllLines(folder.resolve("ends"));
    assertThat(ends).hasSameSizeAs(rides);
    for (int i = 0; i < ends.size(); i++) {
      assertThat(ends.get(i)).as(rides.get(i)).isEqualTo(wholes.get(i));
    }
  }

  /** Where a class is, in a module or not. */
  private static String root(Class<?> of) throws Exception {
    String path = of.getName().replace('.', '/') + ".class";
    String url = String.valueOf(of.getClassLoader().getResource(path));
    String from = url.substring(0, url.length() - path.length());
    return from.startsWith("jar:")
        ? Path.of(URI.create(from.substring(4, from.indexOf("!")))).toString()
        : Path.of(URI.create(from)).toString();
  }
}
