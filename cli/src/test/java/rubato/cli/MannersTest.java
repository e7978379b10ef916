package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MannersTest {

  private static final String ESCAPE = "\u001b[";

  private static String shown(boolean terminal, Map<String, String> environment, String... more) {
    String[] all = new String[3 + more.length];
    System.arraycopy(new String[] {"schedule", "show", "cosine(0.1 -> 0)"}, 0, all, 0, 3);
    System.arraycopy(more, 0, all, 3, more.length);
    return Cli.run(terminal, environment, all).out();
  }

  @Test
  void colour_is_for_terminals() {
    assertThat(shown(true, Map.of())).contains(ESCAPE);
    assertThat(shown(false, Map.of())).doesNotContain(ESCAPE);
    assertThat(shown(true, Map.of("TERM", "dumb"))).doesNotContain(ESCAPE);
  }

  @Test
  void no_color_is_heard_and_force_color_louder() {
    assertThat(shown(true, Map.of("NO_COLOR", "1"))).doesNotContain(ESCAPE);
    assertThat(shown(true, Map.of("NO_COLOR", ""))).contains(ESCAPE);
    assertThat(shown(false, Map.of("NO_COLOR", "1", "FORCE_COLOR", "1"))).contains(ESCAPE);
    assertThat(shown(true, Map.of("FORCE_COLOR", "1"), "--no-color")).doesNotContain(ESCAPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tune",
        "find",
        "train",
        "descend",
        "tasks",
        "doctor",
        "bench",
        "bench rules",
        "completion",
        "schedule",
        "schedule show",
        "schedule lint",
        "schedule gallery",
        "schedule eval",
        "schedule import",
        "schedule export",
        "rule",
        "rule list",
        "rule replay",
        "search",
        "search replay",
        "search record",
        "search finders",
        "runs",
        "runs list",
        "runs show",
        "runs compare",
        "runs tag",
        "runs delete",
        "runs export",
        "runs import",
        "bench quality",
        "bench search",
        ""
      })
  void every_command_has_help_with_an_example(String command) {
    var answer = Cli.run((command + " --help").strip().split(" "));
    assertThat(answer.exit()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).containsPattern("Examples?:\n +rubato|Examples?:\n  source");
    assertThat(answer.out().lines()).allMatch(line -> line.length() <= 80);
    // None is broken off where a terminal ends: it could not be copied.
    assertThat(answer.out().replaceFirst("(?s).*Examples?:\n", "").replaceFirst("(?s)\n\n.*", ""))
        .matches("(?s)(  [^\n]+\n?)+");
  }

  @Test
  void help_lists_every_command() {
    assertThat(Cli.run("--help").out())
        .contains("tune", "find", "train", "descend", "schedule", "tasks", "doctor", "completion");
  }

  @Test
  void quiet_leaves_the_hints_out() {
    assertThat(Cli.run("tasks", "--quiet").err()).isEmpty();
    assertThat(Cli.run("tasks").err()).contains("rubato tune digits");
  }

  @Test
  void the_version_names_java_too() {
    assertThat(Cli.run("--version").out()).startsWith("rubato ").contains("Java 2");
  }

  @Test
  void completion_is_a_script_that_knows_every_option() {
    assertThat(Cli.run("completion").out())
        .startsWith("#!/usr/bin/env bash")
        .contains("--steps-per-epoch", "--resume", "--budget", "--animate");
  }

  @Test
  void tasks_are_listed_as_text_and_as_json() {
    assertThat(Cli.run("tasks").out()).contains("digits:cnn", "PyTorch", "shipped");
    assertThat(Cli.run("tasks", "--json").json().findValuesAsString("name"))
        .contains("quadratic", "cancer", "digits");
  }

  @Test
  void widths_come_from_columns() {
    assertThat(Console.columns("132")).isEqualTo(132);
    assertThat(Console.columns(null)).isEqualTo(80);
    assertThat(Console.columns("x")).isEqualTo(80);
    assertThat(Console.columns("0")).isEqualTo(80);
    assertThat(Console.columns("999999")).isEqualTo(1000);
  }
}
