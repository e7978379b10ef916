package rubato.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rubato.lab.record.Sweep;

class FinderMeritTest {

  /** Rates 1e-5, 1e-4 ... 10; the losses at the end are given, all start at 2. */
  private static Table table(double... ends) {
    var rates = new ArrayList<Double>();
    var curves = new ArrayList<List<Table.Curve>>();
    for (int i = 0; i < ends.length; i++) {
      rates.add(Math.pow(10, i - 5));
      var losses = Collections.nCopies(Table.REPORTS, ends[i]);
      curves.add(List.of(new Table.Curve(2, losses), new Table.Curve(2, losses)));
    }
    return new Table("p", "rate", rates, List.of(0L, 1L), curves);
  }

  /** Falls around 1e-3 and blows up around 1, on a ladder from 1e-6 to 10. */
  private static Sweep sweep(String ladder, long seed) {
    double[] rates =
        IntStream.range(0, 150).mapToDouble(i -> Math.pow(10, i * 7 / 149.0 - 6)).toArray();
    var losses = new ArrayList<Double>();
    for (double rate : rates) {
      double x = Math.log10(rate);
      losses.add(2 - 1 / (1 + Math.exp(-4 * (x + 3))) + Math.exp(4 * x));
      if (x > 0.5) {
        break;
      }
    }
    return new Sweep(
        "p",
        ladder,
        seed,
        1000,
        losses.size(),
        IntStream.range(0, 150).mapToObj(i -> rates[i]).toList(),
        losses);
  }

  private static List<Sweep> sweeps() {
    var sweeps = new ArrayList<Sweep>();
    for (String ladder : List.of("rubato", "fastai", "lightning")) {
      sweeps.add(sweep(ladder, 0));
      sweeps.add(sweep(ladder, 1));
    }
    return sweeps;
  }

  private static FinderMerit of(String finder, Table table) {
    return FinderMerit.of(List.of(table), sweeps()).stream()
        .filter(merit -> merit.finder().equals(finder))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_finder_is_judged_on_every_table_and_seed() {
    Table table = table(2, 1.9, 1.5, 1, 1.04, 2, 4);
    var merits = FinderMerit.of(List.of(table, table), sweeps());
    assertThat(merits)
        .extracting(FinderMerit::finder)
        .contains("rubato", "rubato, 3 seeds", "fastai-valley", "lightning", "ignite", "middle");
    assertThat(merits).allMatch(merit -> merit.suggestions() == 4);
  }

  @Test
  void the_middle_of_the_rates_is_the_yardstick() {
    // Seven rates, the middle one is 1e-2: truth 1, the best is 0.8 at 1e-3.
    FinderMerit middle = of("middle", table(2, 2, 0.8, 1, 2, 2, 2));
    assertThat(middle.within5()).isZero();
    assertThat(middle.within10()).isZero();
    // (1 - 0.8) / (2 - 0.8), computed in another order.
    assertThat(middle.regret()).isCloseTo(1 / 6.0, within(1e-15));
    assertThat(middle.off()).isCloseTo(1, within(1e-15));
    assertThat(middle.cost()).isZero();
    assertThat(of("middle", table(2, 2, 0.96, 1, 2, 2, 2)).within5()).isEqualTo(1);
  }

  @Test
  void costs_are_updates_over_those_of_a_training() {
    FinderMerit one = of("rubato", table(2, 1.9, 1.5, 1, 1.04, 2, 4));
    FinderMerit several = of("rubato, 3 seeds", table(2, 1.9, 1.5, 1, 1.04, 2, 4));
    assertThat(one.cost()).isCloseTo(0.14, within(0.01)); // 140 updates or so of 1000
    assertThat(several.cost()).isCloseTo(3 * one.cost(), within(1e-12));
    assertThat(one.unanswered()).isZero();
    assertThat(one.regret()).isLessThan(0.1);
  }

  @Test
  void no_answer_is_worth_nothing() {
    var brief = new ArrayList<Sweep>();
    for (Sweep sweep : sweeps()) {
      brief.add(
          new Sweep(
              "p",
              sweep.ladder(),
              sweep.seed(),
              1000,
              5,
              sweep.rates(),
              DoubleStream.of(sweep.values()).limit(5).boxed().toList()));
    }
    var merits = FinderMerit.of(List.of(table(2, 1, 2)), brief);
    FinderMerit ours = merits.getFirst();
    assertThat(ours.unanswered()).isEqualTo(1);
    assertThat(ours.within10()).isZero();
    assertThat(ours.regret()).isEqualTo(1);
    assertThat(ours.off()).isNaN();
    assertThat(ours.beyond()).isNaN();
  }

  @Test
  void sweeps_that_are_missing_are_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FinderMerit.of(List.of(table(2, 1, 2)), sweeps().subList(0, 4)))
        .withMessage("sweeps must have p on the ladder of lightning, got none");
  }
}
