package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rubato.lab.Believed;
import rubato.lab.Judge;
import rubato.lab.Scope;
import rubato.lab.Tune;
import rubato.schedule.Horizon;
import rubato.search.Ask;
import rubato.search.Search;
import rubato.search.Searches;
import rubato.search.Space;
import rubato.search.State;
import rubato.search.Told;
import rubato.train.CheckpointFile;
import rubato.train.Metric;

class TuneProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final Manners manners = new Manners();
  private long now;
  private Size size = new Size(100, 40);

  private TuneProgress progress(boolean terminal, boolean unicode, boolean plain) {
    var console = new Console(err, err, terminal, terminal, 100, unicode, Map.of("NO_COLOR", "1"));
    var progress = new TuneProgress(console, manners, plain, () -> now, () -> size);
    progress.begin(request(), null, "cancer-1");
    return progress;
  }

  private static Tune.Request request() {
    var horizon = new Horizon(270, 27);
    var settings = new CheckpointFile.Settings("cancer", "adamw", "32", 1, "", horizon, 0);
    return new Tune.Request(
        WorkloadTasks.TASKS,
        settings,
        10,
        new Metric("accuracy", true),
        Judge.METRIC,
        Scope.of("rate", "adamw", Optional.empty()),
        "pilot",
        9,
        Path.of("."),
        "none",
        "",
        _ -> "");
  }

  /** Four trials that were told, the last of them diverged, and one that is trained. */
  private void search(TuneProgress progress) {
    progress.stage("search", 1000);
    Search pilot = Searches.parse("pilot", Space.rate(1e-4, 10), 270, 1);
    State state = State.INITIAL;
    for (Ask ask : pilot.ask(state, 4)) {
      state = state.asked(ask);
      double off = Math.log10(ask.arm().rate()) + 2;
      state = state.told(new Told(ask.trial(), ask.until(), ask.trial() > 2 ? Double.NaN : off));
      progress.searching(pilot, state, pilot.recommend(state));
    }
    progress.best(new Believed(1.5, "rate", 0.01, 0.003, 0.03, -0.9, List.of()));
    progress.trial(5, "0.01");
    now += 1_000_000_000L;
    progress.at(5, 90, 270, 0.01, 0.25);
  }

  private List<String> shown() {
    return ScreenTest.shown(bytes.toString(StandardCharsets.UTF_8), size);
  }

  @Test
  void a_terminal_shows_the_hill_the_choice_the_budget_and_what_is_trained() {
    try (TuneProgress progress = progress(true, true, false)) {
      search(progress);
      String frame = String.join("\n", shown());
      assertThat(frame)
          .contains("The hill: accuracy over rate", "after 1/27", "expected", "± a deviation")
          .contains("diverged", "chosen", "rate (log) →")
          .contains("Search  [##..........] 1.5 of 9 trainings", "cancer-1")
          .contains("best so far  rate at rate 0.01 (3e-3 to 0.03)  accuracy 0.9")
          .contains("#5  [####........] 0.01  step 90/270");
      assertThat(shown()).hasSizeLessThanOrEqualTo(size.rows());

      // Another frame is drawn over it, as high as the window is now.
      size = new Size(100, 25);
      now += 1_000_000_000L;
      progress.at(5, 180, 270, 0.01, 0.25);
      assertThat(shown()).hasSizeLessThanOrEqualTo(25);
      assertThat(String.join("\n", shown())).containsOnlyOnce("The hill").contains("180/270");

      progress.said("a worker died");
      now += 1_000_000_000L;
      progress.at(5, 190, 270, 0.01, 0.25);
      assertThat(shown().getFirst()).isEqualTo("a worker died");

      progress.ended();
      assertThat(shown().getFirst()).isEqualTo("a worker died");
      assertThat(String.join("\n", shown())).contains("The hill").doesNotContain("trainings");
    }
    assertThat(String.join("\n", shown())).contains("The hill");
  }

  @Test
  void a_trial_that_goes_on_is_counted_once_and_the_baseline_not() {
    try (TuneProgress progress = progress(false, true, false)) {
      progress.stage("search", 1000);
      for (long step : new long[] {90, 270}) {
        progress.trial(1, "0.01");
        progress.at(1, step - 50, step, 0.01, 0.25);
        progress.at(1, step, step, 0.01, 0.25);
        progress.rests(1);
      }
      progress.stage("replicates", 1000);
      progress.trial(2, "0.01");
      progress.at(2, 270, 270, 0.01, 0.25);
      progress.stage("baseline", 1000);
      progress.trial(3, "0.001");
      progress.at(3, 135, 270, 0.001, 0.25);
      now += 20_000_000_000L;
      progress.at(3, 136, 270, 0.001, 0.25);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines().map(String::strip))
        .contains("Search  0 of 9 trainings", "Replicates  1 of 9 trainings")
        .last()
        .asString()
        .contains("Baseline  [##..........] 2 of 9 trainings");
  }

  @Test
  void a_small_window_has_the_lines_alone() {
    for (Size small : List.of(new Size(45, 40), new Size(100, 15), new Size(20, 3))) {
      bytes.reset();
      size = small;
      try (TuneProgress progress = progress(true, false, false)) {
        search(progress);
        assertThat(String.join("\n", shown())).contains("Search  ").doesNotContain("hill");
      }
      assertThat(shown()).containsExactly("");
    }
  }

  @Test
  void without_unicode_the_picture_is_ascii() {
    try (TuneProgress progress = progress(true, false, false)) {
      search(progress);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("The hill", "+/- a deviation")
        .matches("[\\x00-\\x7F]*");
  }

  @Test
  void plain_quiet_json_and_pipes_have_no_picture() {
    try (TuneProgress progress = progress(true, true, true)) {
      search(progress);
      now += 20_000_000_000L;
      progress.at(5, 180, 270, 0.01, 0.25);
      progress.ended();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .doesNotContain("\u001b", "hill")
        .contains("Search  0 of 9 trainings", "#5  0.01  step 180/270");
    bytes.reset();
    try (TuneProgress progress = progress(false, true, false)) {
      search(progress);
      progress.ended();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b", "hill");
    bytes.reset();
    manners.json = true;
    try (TuneProgress progress = progress(true, true, false)) {
      search(progress);
      progress.ended();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("Search").doesNotContain("hill");
    bytes.reset();
    manners.quiet = true;
    try (TuneProgress progress = progress(true, true, false)) {
      search(progress);
      progress.ended();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
