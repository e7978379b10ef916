package rubato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnModelTest {

  @ParameterizedTest
  @ValueSource(strings = {"train", "gradients"})
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
}
