package rubato;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rubato.exchange.ExchangeException;
import rubato.feedback.Feedback;
import rubato.internal.Check;
import rubato.schedule.Custom;
import rubato.schedule.Schedule;
import rubato.text.SpecException;

/** The rules of the house that a machine can check. */
class HouseTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("rubato");

  private static void only(String from, String... to) {
    var allowed = Stream.of(to).map(name -> "rubato." + name + "..").toList();
    var packages = Stream.concat(allowed.stream(), OUTSIDE.stream()).toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("rubato." + from + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true)
        .check(CORE);
  }

  /** java.base, the optional kernels' module, and annotations that are gone at run time. */
  private static final List<String> OUTSIDE =
      List.of(
          "java.io..",
          "java.lang..",
          "java.math..",
          "java.nio..",
          "java.text..",
          "java.time..",
          "java.util..",
          "jdk.incubator.vector..",
          "org.jspecify..");

  @Test
  void packages_point_one_way() {
    only("internal", "internal");
    only("schedule", "schedule", "internal");
    only("feedback", "feedback", "internal");
    only("pace", "pace", "schedule", "feedback", "internal");
    only("safetensors", "safetensors", "internal");
    only("optim", "optim", "safetensors", "internal");
    only("objective", "objective", "optim", "train", "pace", "schedule", "internal");
    only("train", "train", "optim", "pace", "schedule", "feedback", "internal");
    only("search", "search", "train", "feedback", "schedule", "internal");
    only("exchange", "exchange", "optim", "pace", "schedule", "feedback", "internal");
    only("text", "text", "exchange", "pace", "schedule", "feedback", "optim", "internal");
    only("lint", "lint", "text", "exchange", "pace", "schedule", "feedback", "internal");
  }

  @Test
  void schedules_are_records() {
    classes()
        .that()
        .implement(Schedule.class)
        .and()
        .areNotAssignableTo(Custom.class)
        .or()
        .implement(Feedback.class)
        .should()
        .beRecords()
        .check(CORE);
  }

  @Test
  void what_decides_the_rate_holds_nothing_that_changes() {
    fields()
        .that()
        .areDeclaredInClassesThat(resideInAPackage("rubato.schedule.."))
        .or()
        .areDeclaredInClassesThat(resideInAPackage("rubato.feedback.."))
        .should()
        .beFinal()
        .check(CORE);
  }

  @Test
  void only_check_rejects() {
    // SpecException is one, with a column; DataInput and numbers in text throw their own.
    noClasses()
        .that()
        .areNotAssignableTo(Check.class)
        .and()
        .areNotAssignableTo(SpecException.class)
        .and()
        .areNotAssignableTo(ExchangeException.class)
        .should()
        .callConstructor(IllegalArgumentException.class, String.class)
        .orShould()
        .callConstructor(IllegalArgumentException.class)
        .orShould()
        .callConstructor(IllegalArgumentException.class, Throwable.class)
        .check(CORE);
  }

  @Test
  void names_are_plain() {
    classes()
        .should()
        .haveNameNotMatching(".*(Impl|Util|Utils|Manager|Helper|Abstract\\w*|Base)")
        .check(CORE);
    noMethods().should().haveNameMatching("get[A-Z].*").check(CORE);
    methods().should().haveNameNotMatching("set[A-Z].*").check(CORE);
  }

  @Test
  void no_clock_no_printing_no_chance() {
    noClasses()
        .that()
        // Threads that wait for work look at a clock to know when to sleep; no number depends on
        // it.
        .haveNameNotMatching("rubato\\.optim\\.kernel\\.Hands.*")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CORE);
  }

  @Test
  void a_file_is_one_idea() throws IOException {
    var tooLong = new TreeMap<String, Long>();
    var main = new TreeMap<String, Long>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        String name = file.toString().replace('\\', '/');
        long lines = lines(file);
        boolean test = name.startsWith("src/test/");
        // The interface holds the combinators of all.
        boolean schedule =
            name.contains("main/java/rubato/schedule/") && !name.endsWith("Schedule.java");
        if (lines > (test ? 300 : schedule ? 60 : 400)) {
          tooLong.put(name, lines);
        }
        if (!test) {
          main.put(name, lines);
        }
      }
    }
    assertThat(tooLong).isEmpty();
    long[] sorted = main.values().stream().mapToLong(Long::longValue).sorted().toArray();
    assertThat(sorted[sorted.length / 2]).as("the median of %s", main).isLessThanOrEqualTo(100);
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
