package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rubato.testkit.Trials;

class BeliefTest {

  private static final Prior PRIOR = new Prior(new Kernel(96), new double[][] {{1}});

  private static Sight sight(int fine, int part, double value, int trial) {
    return new Sight(fine, 0, part, value, false, trial, trial);
  }

  private static List<Sight> spots(int... fine) {
    return Arrays.stream(fine).mapToObj(one -> Sight.spot(one, 0)).toList();
  }

  @Test
  void the_root_is_that_of_the_matrix() {
    // numpy.linalg.cholesky([[4, 2], [2, 5]]) is [[2, 0], [1, 2]].
    Triangle root = Triangle.EMPTY.and(new double[][] {{4}, {2, 5}});
    assertThat(root.solve(new double[] {2, 5})).containsExactly(1, 2);
    assertThat(root.logDeterminant()).isEqualTo(Math.log(4));
  }

  @Test
  void nothing_seen_is_the_same_everywhere() {
    var belief = new Belief(PRIOR, List.of(), spots(-48, -24, 0));
    assertThat(belief.mean()).containsOnly(0.6);
    assertThat(belief.best()).isZero();
    assertThat(belief.apart(0, 2)).isGreaterThan(belief.apart(0, 1));
  }

  @Test
  void a_full_training_is_believed_and_what_is_near_follows() {
    var belief = new Belief(PRIOR, List.of(sight(-48, 27, 0, 0)), spots(-48, -44, 48));
    double[] mean = belief.mean();
    assertThat(mean[0]).isLessThan(0.1);
    assertThat(mean[1]).isBetween(mean[0], 0.2);
    assertThat(mean[2]).isGreaterThan(0.2);
  }

  @Test
  void a_short_training_tells_of_a_longer_one_at_a_lower_rate() {
    // Where a rate is good after a ninth, a lower one is better at the end than a higher one.
    List<Sight> sights = List.of(sight(-24, 3, 0.9, 0), sight(0, 3, 0.2, 1), sight(24, 3, 0.9, 2));
    double[] mean = new Belief(PRIOR, sights, spots(-12, 12)).mean();
    assertThat(mean[0]).isLessThan(mean[1]);
  }

  @Test
  void a_leap_does_not_pull_the_valley_off_the_good_rate_beside_it() {
    List<Sight> good = List.of(sight(-48, 27, 0.5, 0), sight(-24, 27, 0.25, 1), sight(0, 27, 0, 2));
    List<Sight> spots = spots(-12, 0);
    double alone = new Belief(PRIOR, good, spots).mean()[1];
    var climbing = new ArrayList<>(good);
    climbing.add(sight(18, 27, 1, 3));
    var leaping = new ArrayList<>(good);
    leaping.add(new Sight(18, 0, 27, 1, true, 3, 3));
    double climbs = new Belief(PRIOR, climbing, spots).mean()[1] - alone;
    double leaps = new Belief(PRIOR, leaping, spots).mean()[1] - alone;
    assertThat(leaps).isPositive().isLessThan(climbs / 2);
  }

  @Test
  void noise_falls_as_training_goes_on() {
    // Three times the part, a factor of 3^-0.2 in the deviation.
    double early = PRIOR.noise(sight(0, 3, 0, 1), sight(0, 3, 0, 1));
    double late = PRIOR.noise(sight(0, 9, 0, 1), sight(0, 9, 0, 1));
    assertThat(late / early).isCloseTo(Math.pow(3, -0.4), within(1e-12));
    assertThat(Kernel.report(27)).isLessThan(Kernel.report(9));
  }

  @Test
  void what_is_expected_is_between_what_was_seen() {
    List<Sight> sights = List.of(sight(-10, 27, 0.3, 0), sight(10, 27, 0.3, 1));
    var belief = new Belief(PRIOR, sights, spots(0));
    assertThat(belief.mean()[0]).isCloseTo(0.3, within(0.1));
    assertThat(belief.moves(List.of(sight(0, 27, 0, 5)))[0][0]).isPositive();
  }

  @Test
  void what_is_on_its_way_changes_how_sure_a_belief_is_alone() {
    var belief =
        new Belief(PRIOR, List.of(sight(-24, 27, 0.2, 0), sight(24, 27, 0.4, 1)), spots(-8, 8));
    Sight next = sight(6, 27, Double.NaN, 2);
    Belief with = belief.with(next);
    assertThat(with.mean()).containsExactly(belief.mean());
    assertThat(with.apart(0, 1)).isLessThan(belief.apart(0, 1));
    double before = belief.moves(List.of(sight(1, 27, 0, 3)))[0][0];
    assertThat(with.moves(List.of(sight(1, 27, 0, 3)))[0][0]).isLessThan(before);
  }

  @Test
  void a_choice_is_not_changed_for_next_to_nothing() {
    var sights = new ArrayList<Sight>();
    for (int i = 0; i < 6; i++) {
      sights.add(sight(-12, 27, 0.3, i));
      sights.add(sight(12, 27, 0.301, 10 + i));
    }
    assertThat(new Belief(PRIOR, sights, spots(12, -12)).choice(0.02)).isOne();
    // The other is seen first; what is between them is less than a quarter of a deviation.
    List<Sight> reversed = sights.reversed();
    assertThat(new Belief(PRIOR, reversed, spots(12, -12)).best()).isOne();
    assertThat(new Belief(PRIOR, reversed, spots(12, -12)).choice(0.02)).isZero();
    assertThat(new Belief(PRIOR, reversed, spots(12, -12)).choice(0)).isOne();
    var clear = new ArrayList<>(List.of(sight(12, 27, 0.6, 0)));
    clear.add(sight(-12, 27, 0.3, 1));
    assertThat(new Belief(PRIOR, clear, spots(12, -12)).choice(0.02)).isOne();
    assertThat(Belief.EMPTY.then(PRIOR, List.of(), spots(1, 2)).choice(0.02)).isZero();
  }

  @Test
  void a_belief_that_goes_on_is_to_the_last_bit_what_a_new_one_is() {
    Trials.check(
        100,
        draw -> {
          var dice = new SplittableRandom(draw.whole(0, 1_000_000));
          var kernel = new Kernel(96);
          double alike = dice.nextDouble();
          Prior two = new Prior(kernel, new double[][] {{1, alike}, {alike, 1}});
          List<Sight> spots = spots(-40, -3, 0, 30);
          var sights = new ArrayList<Sight>();
          Belief going = Belief.EMPTY;
          for (int i = 0; i < 12; i++) {
            while (dice.nextInt(3) == 0 && !sights.isEmpty()) {
              sights.removeLast();
            }
            int side = dice.nextInt(2);
            boolean cut = dice.nextBoolean();
            int part = 1 + dice.nextInt(27);
            double value = dice.nextDouble() * dice.nextDouble();
            int fine = dice.nextInt(96) - 48;
            sights.add(new Sight(fine, side, part, value, cut, dice.nextInt(9), i % 3));
            Prior now =
                dice.nextInt(9) == 0 ? new Prior(kernel, new double[][] {{1, 0}, {0, 1}}) : two;
            going = going.then(now, sights, dice.nextInt(5) == 0 ? spots(1) : spots);
            Belief anew = new Belief(now, sights, going.spots());
            assertThat(going.mean()).containsExactly(anew.mean());
            List<Sight> next = List.of(sight(7, 9, 0, 3), sight(-9, 27, 0, 99));
            assertThat(going.moves(next)).isDeepEqualTo(anew.moves(next));
          }
        });
  }

  @Test
  void a_report_that_cannot_change_the_choice_is_worth_next_to_nothing() {
    double[] mean = {0, 1, 1};
    assertThat(Gain.of(mean, new double[] {0, 0, 0}, 0)).isZero();
    double little = Gain.of(mean, new double[] {0, 0.1, 0}, 0);
    double more = Gain.of(mean, new double[] {0, 1, 0}, 0);
    assertThat(little).isNotNegative().isLessThan(1e-6);
    assertThat(more).isGreaterThan(0.01);
    // E max(0, Z) = 1 / sqrt(2 pi), by so many equal shares and a thousandth for the rival.
    assertThat(Gain.of(new double[] {0, 0}, new double[] {0, 1}, 0))
        .isCloseTo(0.3989, within(5e-3));
  }

  @Test
  void a_yardstick_measures_losses_by_their_ratio_and_others_as_they_are() {
    assertThat(measure(1, 0.1).tolerance()).isCloseTo(Math.log(1.05) / Math.log(10), within(1e-15));
    Yardstick loss = measure(1, 0.1);
    assertThat(loss.scaled(0.1)).isZero();
    assertThat(loss.scaled(1)).isEqualTo(1);
    assertThat(loss.scaled(Math.sqrt(0.1))).isCloseTo(0.5, within(1e-12));
    assertThat(loss.scaled(-1)).isEqualTo(1);
    assertThat(loss.bad(Double.NaN)).isTrue();
    assertThat(loss.value(0)).isCloseTo(0.1, within(1e-15));
    Yardstick score = measure(-0.1, -0.9);
    assertThat(score.log()).isFalse();
    assertThat(score.scaled(-0.5)).isCloseTo(0.5, within(1e-15));
    assertThat(score.value(1)).isCloseTo(-0.1, within(1e-15));
    assertThat(score.tolerance()).isEqualTo(0.02);
    assertThat(measure(1e6 + 1, 1e6).scaled(1e6 + 0.5)).isCloseTo(0.5, within(1e-9));
    assertThat(measure(0, 0).scaled(0)).isZero();
    assertThat(measure(3, 3).scaled(3)).isZero();
  }

  private static Yardstick measure(double first, double best) {
    List<Told> told = List.of(new Told(0, 1, first), new Told(0, 2, best));
    return Yardstick.of(List.of(new Trial(0, Arm.of(1), 0, 2, told, false)), new int[1]);
  }
}
