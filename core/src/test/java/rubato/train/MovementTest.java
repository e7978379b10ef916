package rubato.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.optim.Parameter;

class MovementTest {

  private final float[] weights = {1, 2};
  private final float[] gradient = {3, 4};
  private final List<Parameter> parameters = List.of(new Parameter("w", weights, gradient));

  @Test
  void nothing_is_copied_until_somebody_looks() {
    var movement = new Movement();
    assertThat(movement.before(parameters)).isEmpty();
    movement.after(List.of(), parameters, 0.5);
    Probe probe = movement.probe(7, parameters);
    assertThat(probe.loss()).isEqualTo(7);
    assertThat(probe.squared()).isEqualTo(25);
    assertThat(probe.alignment()).isNaN();
    assertThat(probe.cosine()).isNaN();
    assertThat(movement.before(parameters)).hasSize(1);
  }

  @Test
  void the_next_gradient_is_held_against_what_was_subtracted() throws IOException {
    var movement = new Movement();
    movement.probe(7, parameters);
    List<float[]> before = movement.before(parameters);
    weights[0] -= 0.5f * 3;
    weights[1] -= 0.5f * 4;
    movement.after(before, parameters, 0.5);
    // The same gradient again: <g, g> = 25, and the angle between them is 0.
    assertThat(movement.probe(6, parameters)).isEqualTo(new Probe(6, 25, 25, 1));
    var bytes = new ByteArrayOutputStream();
    movement.save(new DataOutputStream(bytes));
    Movement restored =
        Movement.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(restored.probe(6, parameters)).isEqualTo(new Probe(6, 25, 25, 1));
  }

  @Test
  void a_promise_is_the_gradient_along_the_way() {
    List<float[]> start = List.of(new float[] {2, 2});
    assertThat(Movement.promised(List.of(gradient), start, parameters)).isEqualTo(3);
  }
}
