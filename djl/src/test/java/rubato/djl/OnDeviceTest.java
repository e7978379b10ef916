package rubato.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.Group;
import rubato.optim.Rule;
import rubato.optim.Sgd;
import rubato.optim.Treatment;
import rubato.pace.Pace;
import rubato.pace.Plan;
import rubato.schedule.Linear;
import rubato.text.Rules;

/** Updates by operations of the engine, beside the kernels. */
class OnDeviceTest {

  private static final Plan PLAN = Plan.of(Pace.of(new Linear(0.01, 0, 8)));

  private final NDManager manager = Torch.memory();

  @AfterEach
  void free() {
    manager.close();
  }

  private NDArray weights() {
    return manager.create(new float[] {1, -0.5f, 0.25f, 0, 2});
  }

  private static PacedOptimizer optimizer(Group group) {
    return new PacedOptimizer(List.of(group), Treatment.NONE, PLAN, 1);
  }

  private void step(PacedOptimizer optimizer, NDArray x, int step, boolean there) {
    float[] numbers = new float[5];
    for (int i = 0; i < 4; i++) {
      numbers[i] = (float) Math.sin(1 + i + 0.7 * step);
    }
    NDArray g = manager.create(numbers); // the last is 0 in every step
    Device gpu = Device.gpu(1);
    optimizer.update("x", there ? PacedNetworkTest.elsewhere(x, gpu) : x, g);
    assertThat(g.toFloatArray()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd",
        "sgd:momentum=0.9,dampening=0.5,weight-decay=0.1",
        "sgd:momentum=0.9,nesterov=true,buffer=steps,weight-decay=0.1,decay=decoupled",
        "sgd:buffer=steps,weight-decay=0.1",
        "adagrad:initial=0.1,rate-decay=0.1,weight-decay=0.1",
        "adagrad:placement=inside,guarded=true,epsilon=0,decay=decoupled,weight-decay=0.1",
        "rmsprop:momentum=0.9,centred=true,weight-decay=0.1,initial=1",
        "rmsprop:momentum=0.9,nesterov=true,buffer=steps,placement=inside,corrected=true",
        "adam:placement=hat,weight-decay=0.1,amsgrad=raw",
        "adam:placement=inside,nesterov=true",
        "adamw:amsgrad=corrected,root=1e-6,weight-decay=0.1",
        "lion:weight-decay=0.1",
      })
  void they_agree_and_their_state_goes_home(String text) throws IOException {
    Rule rule = Rules.parse(text);
    NDArray expected = weights();
    var kernels = optimizer(Group.all(rule));
    for (int t = 0; t < 8; t++) {
      step(kernels, expected, t, false);
    }
    NDArray x = weights();
    var before = optimizer(Group.all(rule));
    for (int t = 0; t < 3; t++) {
      step(before, x, t, true);
    }
    // Saved there and restored here, and the other way round.
    var here = again(before, rule);
    step(here, x, 3, false);
    var there = again(here, rule);
    step(there, x, 4, true);
    step(there, x, 5, true);
    var last = again(there, rule);
    step(last, x, 6, false);
    step(last, x, 7, false);
    float[] wanted = expected.toFloatArray();
    float[] got = x.toFloatArray();
    for (int i = 0; i < got.length; i++) {
      // Five updates of some ten operations, after each of which the engine rounds.
      assertThat(got[i]).as("x[%d]", i).isCloseTo(wanted[i], within(16 * Math.ulp(2f)));
    }
  }

  private static PacedOptimizer again(PacedOptimizer optimizer, Rule rule) throws IOException {
    var bytes = new ByteArrayOutputStream();
    optimizer.save(new DataOutputStream(bytes));
    var restored = optimizer(Group.all(rule));
    restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return restored;
  }

  @Test
  void a_group_has_its_rate_and_may_be_frozen() {
    NDArray half = weights();
    NDArray still = weights();
    step(optimizer(new Group("*", new Sgd(), 0.5, false)), half, 0, true);
    step(optimizer(new Group("*", new Sgd(), 1, true)), still, 0, true);
    assertThat(still).isEqualTo(weights());
    assertThat(half.getFloat(0)).isCloseTo((float) (1 - 0.005 * Math.sin(1)), within(Math.ulp(1f)));
  }
}
