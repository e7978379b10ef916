package rubato.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.Sgd;
import rubato.pace.Pacer;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.testkit.PlannedContract;
import rubato.testkit.ProbingContract;
import rubato.testkit.TrainingContract;
import rubato.text.PlanSpec;
import rubato.text.Rules;
import rubato.text.Spec;
import rubato.train.Checkpoint;
import rubato.train.Loop;
import rubato.train.Planned;
import rubato.train.Probe;
import rubato.train.Probing;
import rubato.train.Run;
import rubato.train.Training;

/** Plans, and looks at gradients, on networks. */
class DjlPlannedTest {

  private static final Horizon HORIZON = new Horizon(PlannedContract.STEPS, 7);

  private static Plan plan(String text) {
    return PlanSpec.parse(text).resolve(HORIZON);
  }

  private static Training start(DjlTask task, String plan) {
    return Planned.start(task, 3, plan(plan), HORIZON);
  }

  private static Stream<DynamicTest> tests(List<TrainingContract.Clause> clauses) {
    return clauses.stream()
        .map(clause -> DynamicTest.dynamicTest(clause.sentence(), clause.body()::run));
  }

  @TestFactory
  Stream<DynamicTest> plans_are_followed() {
    return tests(
        new PlannedContract<Checkpoint>(
                (rule, batch) -> Examples.subject(Examples.mlp(batch, Rules.parse(rule)).start(3)),
                (rule, batch, plan) ->
                    Examples.subject(start(Examples.mlp(batch, Rules.parse(rule)), plan)),
                "02*",
                List.of("02Linear_weight", "02Linear_bias", "04Linear_weight", "04Linear_bias"),
                Checkpoint::state)
            .clauses());
  }

  @TestFactory
  Stream<DynamicTest> gradients_can_be_looked_at() {
    return tests(
        new ProbingContract(
                List.of(
                    () -> probing(Examples.mlp(8)),
                    () -> probing(Examples.cnn(16)),
                    () -> probing(Examples.mlp(0, new Sgd(0.9)))),
                () -> probing(Examples.mlp(0, new Sgd())))
            .clauses());
  }

  private static ProbingContract.Probing probing(DjlTask task) {
    var training = (Probing) task.start(3);
    return new ProbingContract.Probing(
        Examples.subject(training),
        () -> {
          Probe seen = training.probe();
          return new ProbingContract.Probe(
              seen.loss(), seen.squared(), seen.alignment(), seen.cosine());
        },
        training::decrease);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.01 * hypergradient()",
        "0.1 * noise-scale()",
        "1 * polyak()",
        "1 * armijo()",
      })
  void feedbacks_that_look_at_gradients_resume_exactly(String text) {
    var task = Examples.mlp(8, new Sgd(0.9));
    var pace = Spec.parse(text).resolve(HORIZON);
    try (Training whole = task.start(3);
        Training first = task.start(3);
        Training second = task.start(3)) {
      var all = new Loop(task, 3, whole, new Pacer(pace), HORIZON, Loop.Listener.none());
      all.until(40);
      List<Run.Step> expected = all.run().steps();
      var pacer = new Pacer(pace);
      new Loop(task, 3, first, pacer, HORIZON, Loop.Listener.none()).until(20);
      second.restore(first.save());
      var rest =
          new Loop(
              task, 3, second, Pacer.restore(pace, pacer.save()), HORIZON, Loop.Listener.none());
      rest.until(40);
      assertThat(rest.run().steps()).isEqualTo(expected.subList(20, 40));
      assertThat(expected.stream().map(Run.Step::rate).distinct()).hasSizeGreaterThan(1);
    }
  }
}
