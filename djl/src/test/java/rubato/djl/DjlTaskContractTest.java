package rubato.djl;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import rubato.optim.Sgd;
import rubato.testkit.TrainingContract;
import rubato.train.Checkpoint;
import rubato.train.Training;

class DjlTaskContractTest {

  @TestFactory
  Stream<DynamicTest> an_mlp_keeps_the_contract() {
    return clauses(Examples.mlp(8), Examples.mlp(0), 0.01);
  }

  @TestFactory
  Stream<DynamicTest> a_cnn_keeps_the_contract() {
    return clauses(Examples.cnn(16), Examples.cnn(0), 0.005);
  }

  @TestFactory
  Stream<DynamicTest> a_regression_keeps_the_contract() {
    return clauses(Examples.plane(1), Examples.plane(0), 0.01);
  }

  private static Stream<DynamicTest> clauses(DjlTask task, DjlTask whole, double rate) {
    var contract =
        new TrainingContract<Checkpoint>(
            seed -> Examples.subject(task.start(seed)),
            rate,
            true,
            seed -> Examples.subject(whole.start(seed)),
            Checkpoint::state,
            (checkpoint, bytes) -> new Checkpoint(checkpoint.task(), checkpoint.step(), bytes),
            List.of(
                () -> saved(whole),
                () -> saved(Examples.mlp(8, new Sgd())),
                () -> new Checkpoint("another", 0, new byte[0])));
    return contract.clauses().stream()
        .map(clause -> DynamicTest.dynamicTest(clause.sentence(), clause.body()::run));
  }

  private static Checkpoint saved(DjlTask task) {
    try (Training training = task.start(1)) {
      return training.save();
    }
  }
}
