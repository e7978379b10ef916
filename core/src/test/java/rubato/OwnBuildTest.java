package rubato;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide says to write into a build is what this build makes. */
class OwnBuildTest {

  private static final Pattern COORDINATES =
      Pattern.compile(
          "<groupId>(.+)</groupId>\\s*<artifactId>(.+)</artifactId>\\s*<version>(.+)</version>");

  @Test
  void the_guide_names_a_module_of_this_version() throws IOException {
    var said = COORDINATES.matcher(Files.readString(Path.of("../docs/guide/own-build.md")));
    assertThat(said.find()).isTrue();
    var built = COORDINATES.matcher(Files.readString(Path.of("../pom.xml")));
    assertThat(built.find()).isTrue();
    assertThat(said.group(1)).isEqualTo(built.group(1));
    assertThat(said.group(3)).isEqualTo(built.group(3));
    assertThat(Path.of("..", said.group(2).replace("rubato-", ""), "pom.xml")).exists();
  }
}
