package rubato.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rubato.search.Searches;

class MeritTest {

  /** A valley over seven decades that diverges above 1, and falls linearly to its bottom. */
  private static Table valley(double best) {
    List<Double> rates =
        IntStream.rangeClosed(0, 36).mapToObj(k -> Math.pow(10, -5 + k / 6.0)).toList();
    var curves = new ArrayList<List<Table.Curve>>();
    for (double rate : rates) {
      var row = new ArrayList<Table.Curve>();
      for (int seed = 0; seed < 3; seed++) {
        double off = Math.log10(rate / best);
        double end = Math.min(1, 0.1 + 0.1 * off * off + 0.001 * seed);
        var losses = new ArrayList<Double>();
        for (int part = 1; part <= 27; part++) {
          losses.add(rate > 1 && part >= 2 ? Double.NaN : 2 + (end - 2) * part / 27);
        }
        row.add(new Table.Curve(2, losses));
      }
      curves.add(row);
    }
    return new Table("valley", "const", rates, List.of(0L, 1L, 2L), curves);
  }

  private static final List<Table> TABLES = List.of(valley(0.01), valley(0.1));

  @Test
  void a_training_costs_one_and_one_that_diverged_only_its_beginning() {
    Table table = TABLES.getFirst();
    Study study =
        Study.run(
            table,
            List.of(0, 1, 2),
            100,
            space -> Searches.parse("grid:points=37,shuffled=false", space, 27, 1));
    // 31 rates up to 1 in full; 6 above it for two parts each.
    assertThat(study.costs().getLast()).isCloseTo(31 + 6 * 2 / 27.0, within(1e-9));
    assertThat(study.choice(100)).isEqualTo(table.nearest(0.01));
    assertThat(study.choice(1e-3)).isEqualTo(-1);
    assertThat(study.choice(1)).isZero();
    var good = new boolean[37];
    good[table.nearest(0.01)] = true;
    // It settles as soon as the 19th training is through.
    assertThat(study.settled(good)).isCloseTo(19, within(1e-9));
    assertThat(study.settled(new boolean[37])).isInfinite();
  }

  @Test
  void a_budget_ends_a_study_within_a_training() {
    Study study =
        Study.run(
            TABLES.getFirst(), List.of(0), 2.5, space -> Searches.parse("random", space, 27, 1));
    assertThat(study.costs().getLast()).isCloseTo(67 / 27.0, within(1e-9));
  }

  @Test
  void figures_are_the_same_each_time() {
    Merit once = Merit.of(TABLES, "halving", 10, 3, 20);
    var told = new java.util.concurrent.ConcurrentSkipListSet<Integer>();
    assertThat(Merit.of(TABLES, "halving", 10, 3, 20, told::add)).isEqualTo(once);
    assertThat(told).hasSize(10 * TABLES.size()).contains(1).last().isEqualTo(10 * TABLES.size());
    assertThat(once.problems()).isEqualTo(2);
    assertThat(once.method()).isEqualTo("halving");
    assertThat(once.p5()).containsOnlyKeys(1, 2, 3, 5, 10, 20);
    assertThat(once.fte10().median()).isBetween(1 / 27.0, 3.0);
    assertThat(once.fte10().median()).isLessThanOrEqualTo(once.fte5().median());
    assertThat(once.regret().get(20)).isBetween(0.0, 0.05);
    assertThat(Merit.of(TABLES, "random", 2, 3, 2.9).p5()).containsOnlyKeys(1, 2);
  }

  @Test
  void a_method_that_never_settles_counts_as_the_budget() {
    Merit merit = Merit.of(TABLES, "grid:points=1", 3, 1, 5);
    // The middle rate alone is 0.01: right for one valley, wrong for the other.
    assertThat(merit.fte5()).isEqualTo(new Merit.Settled((5 + 1 / 27.0) / 2, 5, 0.5));
    assertThat(merit.p5()).containsEntry(5, 0.5);
  }

  @Test
  void nothing_trained_is_a_regret_of_one() {
    Merit merit = Merit.of(TABLES, "random", 2, 1, 1);
    assertThat(merit.regret().get(1)).isBetween(0.0, 2.0);
    Table hopeless =
        new Table(
            "x",
            "const",
            List.of(0.1, 1.0),
            List.of(0L),
            List.of(
                List.of(
                    new Table.Curve(1, IntStream.range(0, 27).mapToObj(_ -> Double.NaN).toList())),
                List.of(
                    new Table.Curve(
                        1, IntStream.range(0, 27).mapToObj(_ -> Double.NaN).toList()))));
    assertThat(Merit.of(List.of(hopeless), "random", 2, 1, 2).regret()).containsEntry(1, 1.0);
  }

  @Test
  void what_cannot_be_replayed_is_refused_in_one_line() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Merit.of(TABLES, "population", 1, 1, 20))
        .withMessage(
            "method must try rates of the table, got population: it changes the rate during a training");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Merit.of(TABLES, "widening+tpe", 1, 1, 20))
        .withMessageContaining("it goes beyond them");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Merit.of(TABLES, "tpe", 0, 1, 20))
        .withMessage("repeats must be >= 1, got 0");
    for (double budget : new double[] {0, Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Merit.of(TABLES, "tpe", 1, 1, budget))
          .withMessageStartingWith("budget must be ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Merit.of(TABLES, "pilto", 1, 1, 20))
        .withMessageStartingWith("method must be one of ");
  }
}
