package rubato.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.search.Arm;
import rubato.search.Ask;
import rubato.search.Search;
import rubato.search.Searches;
import rubato.search.Space;
import rubato.search.State;
import rubato.search.Told;

class CourseTest {

  private static final long HORIZON = 270;

  private static Course course(String method, long budget) {
    return new Course(Searches.parse(method, Space.rate(1e-4, 1), HORIZON, 5), budget, one -> {});
  }

  /** A valley at 0.03, that diverges above 0.5; its numbers depend on the ask alone. */
  private static List<Told> reports(Course course, Ask ask) {
    var reports = new ArrayList<Told>();
    long from = course.state().trials().get(ask.trial()).step();
    for (int part = 1; part <= Search.REPORTS; part++) {
      long step = Search.report(HORIZON, part);
      if (step > from && step <= ask.until()) {
        double off = Math.log10(ask.arm().rate() / 0.03);
        boolean dead = ask.arm().rate() > 0.5;
        double value = 0.1 + off * off + 1.0 / part + 0.01 * Math.sin((double) ask.seed() + step);
        reports.add(new Told(ask.trial(), step, dead ? Double.NaN : value));
        if (dead) {
          return reports;
        }
      }
    }
    return reports;
  }

  /** Runs it with so many workers, who end in an order of their own. */
  private static State run(String method, int workers, long order) {
    return run(method, workers, order, 12);
  }

  private static State run(String method, int workers, long order, int budget) {
    Course course = course(method, budget * HORIZON);
    var random = new SplittableRandom(order);
    while (!course.pending().isEmpty()) {
      List<Ask> going = course.pending().subList(0, Math.min(workers, course.pending().size()));
      Ask ask = going.get(random.nextInt(going.size()));
      boolean crashes = ask.trial() % 7 == 3;
      course.answer(ask, crashes ? Optional.empty() : Optional.of(reports(course, ask)));
    }
    assertThat(course.spent()).isLessThanOrEqualTo(budget * HORIZON);
    return course.state();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pilot", "random", "halving", "tpe"})
  void a_course_in_which_trials_only_crash_comes_to_an_end(String method) {
    Course course = course(method, 5 * HORIZON);
    Ask first = course.pending().getFirst();
    course.answer(first, Optional.of(reports(course, first)));
    int crashed = 0;
    while (!course.pending().isEmpty()) {
      assertThat(course.gaveUp()).isEqualTo(crashed >= Course.AHEAD);
      course.answer(course.pending().getFirst(), Optional.empty());
      crashed++;
    }
    assertThat(course.gaveUp()).isTrue();
    assertThat(crashed).isBetween(Course.AHEAD, 2 * Course.AHEAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"random", "grid", "tpe:parallel=3", "halving", "hyperband", "asha", "tpe+median"})
  void trials_do_not_depend_on_how_many_train_or_in_which_order_they_end(String method) {
    State alone = run(method, 1, 0);
    assertThat(alone.trials()).hasSizeGreaterThan(5);
    for (int workers = 2; workers <= 5; workers++) {
      assertThat(run(method, workers, workers)).as("%d workers", workers).isEqualTo(alone);
    }
  }

  @Test
  void nor_do_those_of_the_default_method() {
    // Each of its asks costs a fair amount of arithmetic: a small budget.
    State alone = run("pilot:parallel=3", 1, 0, 3);
    assertThat(alone.trials()).hasSizeGreaterThan(5);
    assertThat(run("pilot:parallel=3", 3, 1, 3)).isEqualTo(alone);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 269})
  void what_does_not_fit_is_not_asked(long budget) {
    Course course = course("random", budget);
    assertThat(course.pending()).isEmpty();
    assertThat(course.recommend()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> course.answer(new Ask(0, Arm.of(0.1), 0, HORIZON), Optional.empty()))
        .withMessageStartingWith("ask must be pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "asha"})
  void a_closed_course_takes_no_more(String method) {
    Course course = course(method, 100 * HORIZON);
    course.close();
    int pending = course.pending().size();
    for (Ask ask : course.pending()) {
      course.answer(ask, Optional.of(reports(course, ask)));
    }
    assertThat(course.pending()).isEmpty();
    assertThat(course.state().trials()).hasSize(pending);
  }
}
