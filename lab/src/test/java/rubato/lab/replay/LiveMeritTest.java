package rubato.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.record.Live;
import rubato.lab.record.Recorder;
import rubato.objective.ObjectiveTask;
import rubato.objective.Quadratic;
import rubato.optim.Sgd;
import rubato.schedule.Horizon;
import rubato.search.Ladder;
import rubato.text.PlanSpec;

class LiveMeritTest {

  private static final ObjectiveTask TASK =
      new ObjectiveTask("hill", new Quadratic(2, 100, false), new Sgd());
  private static final PlanSpec PLAN = PlanSpec.parse("rate");
  private static final Horizon HORIZON = new Horizon(54, 54);

  @TempDir Path folder;

  private static final Recorder.Listener NOBODY =
      new Recorder.Listener() {
        @Override
        public void stepped(int training, double rate, long seed, long step, double loss) {}

        @Override
        public boolean stop() {
          return false;
        }
      };

  private Table truth() throws IOException {
    Path file = folder.resolve("truth.jsonl");
    new Recorder(
            TASK,
            new Recorder.Request("hill", PLAN, Ladder.parse("1e-4..1e-1:13"), 0, 2, HORIZON),
            NOBODY)
        .into(file);
    return Tables.read(file).getFirst();
  }

  private Live live(LongSupplier nanos) {
    var request = new Live.Request("hill", PLAN, HORIZON);
    return new Live(TASK, request, folder.resolve("ledger.jsonl"), nanos, NOBODY);
  }

  @Test
  void a_search_that_tries_every_rate_finds_the_best_and_pays_for_it() throws IOException {
    Table truth = truth();
    long[] now = {0};
    LongSupplier second = () -> now[0] += 1_000_000_000;
    try (Live live = live(second)) {
      String grid = "grid:points=13,shuffled=false";
      LiveMerit merit = LiveMerit.of(truth, live, grid, 3, 0, 20, second);
      assertThat(merit.method()).isEqualTo(grid);
      assertThat(merit.fte5().values()).hasSize(3);
      assertThat(merit.fte5().miss()).isZero();
      assertThat(merit.n2().most()).isLessThanOrEqualTo(20);
      assertThat(merit.secondsN2().median()).isLessThanOrEqualTo(merit.seconds().median());
      assertThat(merit.fte5().least()).isLessThanOrEqualTo(merit.fte5().median());
      assertThat(merit.fte10().most()).isLessThanOrEqualTo(merit.fte5().most());
      assertThat(merit.end().most()).isZero();
      assertThat(merit.p5()).containsOnlyKeys(1, 2, 3, 5, 10, 20).containsEntry(20, 1.0);
      // A part takes one tick of the clock, and so does an ask: 13 trainings, and the last ask.
      int parts = Files.readAllLines(folder.resolve("ledger.jsonl")).size() / 3;
      assertThat(merit.seconds().median()).isEqualTo(parts + 13.0);
      assertThat(merit.asking().median()).isEqualTo(13.0);
      assertThat(merit.seconds5().median()).isLessThanOrEqualTo(merit.seconds().median());
    }
  }

  @Test
  void what_others_trained_costs_the_same_seconds() throws IOException {
    Table truth = truth();
    long[] now = {0};
    LongSupplier second = () -> now[0] += 1_000_000_000;
    LiveMerit first;
    try (Live live = live(second)) {
      first = LiveMerit.of(truth, live, "random", 2, 5, 3, () -> 0);
    }
    byte[] ledger = Files.readAllBytes(folder.resolve("ledger.jsonl"));
    try (Live live = live(() -> 0)) {
      assertThat(LiveMerit.of(truth, live, "random", 2, 5, 3, () -> 0)).isEqualTo(first);
      assertThat(Files.readAllBytes(folder.resolve("ledger.jsonl"))).isEqualTo(ledger);
    }
    assertThat(new String(ledger, java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"seed\":6000,", "\"seed\":7000,");
  }

  @Test
  void a_study_that_never_settles_counts_as_the_whole_budget() throws IOException {
    Table truth = truth();
    try (Live live = live(() -> 0)) {
      // One training at the lowest rate.
      LiveMerit merit =
          LiveMerit.of(truth, live, "grid:points=13,shuffled=false", 1, 0, 1, () -> 0);
      assertThat(merit.fte5()).isEqualTo(new LiveMerit.Spread(1, 1, 1, 1, List.of(1.0)));
      assertThat(merit.p5()).containsExactly(java.util.Map.entry(1, 0.0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LiveMerit.of(truth, live, "widening+random", 1, 0, 1, () -> 0))
          .withMessageContaining("goes beyond");
    }
  }
}
