package rubato.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide says a rule of another library is called here. */
class FormulasTest {

  private static final Pattern HERE = Pattern.compile("\\| *([^|]*)\\|$");
  private static final Pattern CODE = Pattern.compile("`([a-z0-9-]+[^`(]*)`");

  @Test
  void what_others_have_is_a_rule_here() throws IOException {
    int rules = 0;
    boolean within = false;
    for (String line : Files.readAllLines(Path.of("..", "docs", "guide", "formulas.md"))) {
      within = line.startsWith("| library |") || (within && line.startsWith("|"));
      var here = HERE.matcher(line);
      if (within && here.find()) {
        List<String> said = CODE.matcher(here.group(1)).results().map(MatchResult::group).toList();
        rules += parsed(said);
      }
    }
    assertThat(rules).isGreaterThan(30);
  }

  /** Rules, and options that a rule before them is given too. */
  private static int parsed(List<String> said) {
    int rules = 0;
    String last = "";
    for (String quoted : said) {
      String text = quoted.substring(1, quoted.length() - 1);
      boolean rule = Rules.names().contains(text.replaceFirst("[: ].*", ""));
      last = rule ? text : last + (last.contains(":") ? "," : ":") + text;
      Rules.parse(last);
      rules++;
    }
    return rules;
  }
}
