package rubato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.Optimizer;
import rubato.optim.Sgd;

class OwnModelTest {

  @ParameterizedTest
  @ValueSource(strings = {"train", "gradients", "rows"})
  void the_guide_shows_the_code_that_is_tested(String region) throws IOException {
    String source = Files.readString(Path.of("src/test/java/rubato/OwnModel.java"));
    String from = "// @start " + region + "\n";
    String code =
        source
            .substring(source.indexOf(from) + from.length(), source.indexOf("// @end " + region))
            .stripIndent()
            .strip();
    assertThat(Files.readString(Path.of("../docs/guide/own-model.md")))
        .contains("```java\n" + code.indent(0).strip() + "\n```");
  }

  @Test
  void it_finds_the_plane() {
    var random = new SplittableRandom(1);
    float[][] rows = new float[50][2];
    float[] targets = new float[50];
    for (int i = 0; i < 50; i++) {
      rows[i][0] = (float) random.nextGaussian();
      rows[i][1] = (float) random.nextGaussian();
      targets[i] = 2 * rows[i][0] - rows[i][1] + 0.5f;
    }
    // The last rates of the cosine bring it within thousandths; nothing is noisy.
    assertThat(new OwnModel(rows, targets).trained())
        .containsExactly(new float[] {2, -1, 0.5f}, within(0.01f));
  }

  @Test
  void touched_rows_of_a_native_table_move_and_no_others() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment table = arena.allocate(1000 * 4 * Float.BYTES, 64);
      float[] gradient = {1, 1, 1, 1, -1, -1, -1, -1};
      OwnModel.rows(new Optimizer(new Sgd(), 2), table, List.of(3L, 998L), gradient);
      float[] after = table.toArray(ValueLayout.JAVA_FLOAT);
      for (int i = 0; i < after.length; i++) {
        assertThat(after[i]).isEqualTo(i / 4 == 3 ? -0.1f : i / 4 == 998 ? 0.1f : 0);
      }
      assertThat(gradient).containsOnly(0);
    }
  }
}
