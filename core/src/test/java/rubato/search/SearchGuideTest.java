package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's page on searching shows every method with its options as they are. */
class SearchGuideTest {

  private static final Space RATE = Space.rate(1e-5, 10);

  private final String page;

  SearchGuideTest() throws IOException {
    page = Files.readString(Path.of("../docs/guide/search.md"));
  }

  private List<String> rows() {
    return Pattern.compile("(?m)^\\| `([^`]+)`")
        .matcher(page)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  @Test
  void every_method_and_pruner_is_shown_as_it_prints_itself() {
    Set<String> shown = new HashSet<>(rows());
    for (String name : Searches.names()) {
      if (!name.equals("pilot")) {
        assertThat(shown).contains(Searches.parse(name, RATE, 27, 1).toString());
      }
    }
    for (String name : Searches.pruners()) {
      String text = Searches.parse("random+" + name, RATE, 27, 1).toString();
      assertThat(shown).contains(text.substring("random+".length()).replace("50.0", "50"));
    }
  }

  @Test
  void the_space_it_shows_is_one() {
    String space =
        page.lines().filter(line -> line.startsWith("optimizer ")).findFirst().orElseThrow();
    assertThat(Space.parse(space)).hasToString(space);
  }
}
