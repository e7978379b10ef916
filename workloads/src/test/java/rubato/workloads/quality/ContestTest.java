package rubato.workloads.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.text.Rules;

class ContestTest {

  @TempDir Path folder;

  private static Contest contest(String task, String... rules) {
    return new Contest(
        Problem.all().stream().filter(problem -> problem.name().equals(task)).toList(),
        Entrant.all().stream().filter(entrant -> List.of(rules).contains(entrant.name())).toList(),
        2);
  }

  /** Stops after {@code most} trainings. */
  private static Contest.Listener until(int most) {
    var made = new AtomicInteger();
    return new Contest.Listener() {
      @Override
      public void made(Line line, int done, int all) {
        made.incrementAndGet();
      }

      @Override
      public boolean stop() {
        return made.get() >= most;
      }
    };
  }

  @Test
  void every_rule_takes_part_with_a_default_rate() {
    assertThat(Entrant.all()).extracting(Entrant::name).containsAll(Rules.names());
    assertThat(Entrant.all()).allMatch(entrant -> entrant.rate() > 0);
    assertThat(Rates.ALL).hasSize(21).startsWith(1e-5).endsWith(10.0);
  }

  @Test
  void what_was_made_is_not_made_again_and_threads_change_nothing() throws Exception {
    var contest = contest("rosenbrock", "sgd", "adam");
    Path one = folder.resolve("one.jsonl");
    Path two = folder.resolve("two.jsonl");
    try (var ledger = new Ledger(one)) {
      // 21 rates and a default, two rules, two seeds.
      assertThat(contest.run(ledger, 1, until(1000))).isEqualTo(88);
    }
    try (var ledger = new Ledger(two)) {
      assertThat(contest.run(ledger, 2, until(30))).isBetween(30, 31);
    }
    // A kill in the middle of a line.
    Files.writeString(two, "{\"rules\": 1, \"task\": \"ros", StandardOpenOption.APPEND);
    try (var ledger = new Ledger(two)) {
      assertThat(contest.run(ledger, 2, until(1000))).isBetween(57, 58);
      assertThat(contest.run(ledger, 2, until(1000))).isZero();
    }
    assertThat(Files.readAllLines(two))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(one));
  }

  @Test
  void networks_train_other_seeds_where_the_first_was_best() throws Exception {
    var contest = contest("cnn", "sign-sgd");
    try (var ledger = new Ledger(folder.resolve("c.jsonl"))) {
      contest.run(ledger, 1, until(1000));
      List<Line> second = ledger.lines().stream().filter(line -> line.seed() == 2).toList();
      // The best, two neighbours, the default.
      assertThat(second).hasSize(4);
      var standing =
          Standing.of(contest.problems(), contest.entrants(), 2, ledger.lines()).getFirst();
      assertThat(second).extracting(Line::rate).contains(standing.best().rate());
      assertThat(standing.best().seeds()).isEqualTo(2);
      assertThat(standing.best().median()).isLessThan(standing.start());
      assertThat(standing.good()).isBetween(1, 20);
      assertThat(standing.evaluations()).isEqualTo(1);
    }
  }

  @Test
  void what_diverges_counts_as_twice_the_start() {
    Problem problem = Problem.all().getFirst();
    Entrant sgd = Entrant.all().getFirst();
    Line line = new Attempt(problem, problem.model().get(), sgd, 1).run(10);
    assertThat(line.diverged()).isTrue();
    assertThat(line.loss()).isEqualTo(2 * line.start());
    assertThat(line.evaluations()).isLessThan(500);
  }

  @Test
  void a_rule_that_evaluates_again_makes_fewer_updates() {
    Problem problem = Problem.all().getFirst();
    Entrant sam =
        Entrant.all().stream().filter(e -> e.name().equals("sam")).findFirst().orElseThrow();
    Line line = new Attempt(problem, problem.model().get(), sam, 1).run(1e-5);
    assertThat(line.evaluations()).isEqualTo(500);
    assertThat(line.updates()).isEqualTo(250);
  }

  @Test
  void lines_survive_and_others_are_refused() throws IOException {
    var line = new Line("cnn", "adamw under cosine", 1e-5, 3, 2.5e-12, 2.302585, 135, 135, true);
    assertThat(Line.parse(line.text())).isEqualTo(line);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Line.parse(line.text().replace("\"rules\": 1", "\"rules\": 7")))
        .withMessage("rules must be 1, got 7");
    Path file = folder.resolve("bad.jsonl");
    Files.writeString(file, line.text() + "\n{}\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ledger(file).close())
        .withMessageStartingWith("line 2 of " + file);
    Path busy = folder.resolve("busy.jsonl");
    try (var ledger = new Ledger(busy)) {
      assertThat(ledger.lines()).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Ledger(busy).close())
          .withMessage(busy + " must be written by one only, got another one");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Contest(List.of(), List.of(), 0))
        .withMessage("seeds must be >= 1, got 0");
  }
}
