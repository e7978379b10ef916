package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.workloads.quality.Entrant;
import rubato.workloads.quality.Problem;
import rubato.workloads.quality.Score;
import rubato.workloads.quality.Standing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QualityPictureTest {

  @Test
  void the_picture_of_the_guide_is_that_of_its_figures() throws IOException {
    List<Standing> standings = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("../docs/quality/rules.jsonl"))) {
      standings.add(standing(JsonMapper.shared().readTree(line)));
    }
    assertThat(Path.of("../docs/images/quality-of-rules.svg"))
        .hasContent(QualityPicture.of(standings).svg());
  }

  private static Standing standing(JsonNode line) {
    String task = line.get("task").asString();
    String rule = line.get("rule").asString();
    return new Standing(
        Problem.all().stream().filter(p -> p.name().equals(task)).findFirst().orElseThrow(),
        Entrant.all().stream().filter(e -> e.name().equals(rule)).findFirst().orElseThrow(),
        line.get("start").asDouble(),
        score(line.get("default")),
        score(line.get("best")),
        1,
        List.of(),
        line.get("evaluations_an_update").asDouble());
  }

  private static Score score(JsonNode one) {
    return new Score(
        one.get("rate").asDouble(),
        one.get("median").asDouble(),
        one.get("low").asDouble(),
        one.get("high").asDouble(),
        5,
        0);
  }
}
