package rubato.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import rubato.optim.Clip;
import rubato.optim.NonFinite;
import rubato.optim.Sgd;
import rubato.optim.Treatment;
import rubato.train.Dataset;
import rubato.train.Training;
import rubato.train.Wild;

/** Gradients that are fetched are clipped and looked at. */
class TreatmentTest {

  private static TensorFlowTask task(Dataset train, Updates updates, Treatment treatment) {
    return new TensorFlowTask(
        "plane",
        Examples.ERROR,
        TfNet.Mlp.of(),
        train,
        Examples.plane(6, 40),
        new Sgd(),
        updates,
        0,
        1,
        treatment);
  }

  @Test
  void a_gradient_is_clipped() {
    Dataset data = Examples.plane(5, 100);
    var tight = Treatment.NONE.clip(new Clip.ByGlobalNorm(1e-6, 0));
    try (Training free = task(data, Updates.FETCHED, Treatment.NONE).start(1);
        Training held = task(data, Updates.FETCHED, tight).start(1)) {
      double first = free.step(0.1);
      assertThat(held.step(0.1)).isEqualTo(first);
      assertThat(free.step(0.1)).isLessThan(held.step(0.1));
      assertThat(held.wild()).isEqualTo(Wild.UNSEEN);
      assertThatIllegalArgumentException().isThrownBy(() -> free.restore(held.save()));
    }
  }

  @Test
  void an_update_of_a_row_that_is_not_finite_is_skipped() {
    float[] features = Examples.plane(5, 100).features().clone();
    features[7] = Float.NaN;
    Dataset plane = Examples.plane(5, 100);
    var data = new Dataset(features, new long[] {2}, plane.labels(), 0);
    var skip = Treatment.NONE.nonFinite(NonFinite.SKIP);
    try (Training training = task(data, Updates.FETCHED, skip).start(1)) {
      double before = training.evaluate().loss();
      assertThat(training.step(0.1)).isNaN();
      assertThat(training.evaluate().loss()).isEqualTo(before);
      assertThat(training.wild()).isEqualTo(new Wild(NonFinite.SKIP, 1, 0));
      assertThat(training.steps()).isEqualTo(1);
    }
  }

  @Test
  void updates_in_the_graph_take_gradients_as_they_are() {
    var skip = Treatment.NONE.nonFinite(NonFinite.SKIP);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task(Examples.plane(5, 100), Updates.IN_GRAPH, skip))
        .withMessageStartingWith("treatment must be none for updates in the graph, got ");
    try (Training plain = task(Examples.plane(5, 100), Updates.IN_GRAPH, Treatment.NONE).start(1)) {
      assertThat(plain.wild()).isEqualTo(Wild.UNSEEN);
    }
  }
}
