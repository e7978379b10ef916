package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScreenTest {

  /** What a terminal shows that understands as much as {@link Screen} says. */
  static List<String> shown(String text, Size size) {
    var rows = new ArrayList<StringBuilder>();
    rows.add(new StringBuilder());
    Matcher control = Pattern.compile("\u001b\\[(\\d*)([AJKm])|\u001b\\[[\\d;]+m").matcher(text);
    int row = 0;
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\u001b') {
        assertThat(control.find(i) && control.start() == i).as("known to all terminals").isTrue();
        i = control.end() - 1;
        switch (String.valueOf(control.group(2))) {
          case "A" -> row = Math.max(0, row - Integer.parseInt(control.group(1)));
          case "K" -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
          case "J" -> {
            rows.get(row).setLength(Math.min(column, rows.get(row).length()));
            rows.subList(row + 1, rows.size()).clear();
          }
          default -> {}
        }
      } else if (text.charAt(i) == '\r') {
        column = 0;
      } else if (text.charAt(i) == '\n') {
        column = 0;
        row++;
        if (row == rows.size()) {
          rows.add(new StringBuilder());
        }
      } else {
        assertThat(column).as("wraps: %s", rows.get(row)).isLessThan(size.columns());
        StringBuilder line = rows.get(row);
        line.setLength(Math.max(line.length(), column));
        line.replace(column, Math.min(column + 1, line.length()), "" + text.charAt(i));
        column++;
      }
    }
    return rows.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private Size size = new Size(20, 6);
  private final Screen screen = new Screen(out, () -> size);

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_frame_takes_the_place_of_the_one_before() {
    out.println("above");
    screen.show(List.of("a long line", "two", "three"));
    screen.show(List.of("short", "\u001b[32m2\u001b[0m"));
    assertThat(shown(said(), size)).containsExactly("above", "short", "2", "");
    screen.erase();
    screen.erase();
    out.println("below");
    assertThat(shown(said(), size)).containsExactly("above", "below", "");
    // Nothing that would have to be put back, were the process killed now.
    assertThat(said()).doesNotContain("\u001b[?");
  }

  @Test
  void a_frame_is_never_higher_than_the_terminal() {
    screen.show(Arrays.asList("abcdefghij".split("")));
    assertThat(shown(said(), size)).containsExactly("a", "b", "c", "d", "e", "");
    size = new Size(20, 0);
    screen.show(List.of("x"));
    assertThat(shown(said(), new Size(20, 6))).containsExactly("");
  }

  @Test
  void a_window_that_became_narrower_has_wrapped_the_lines() {
    screen.show(List.of("0123456789", "\u001b[32m0123\u001b[0m", ""));
    size = new Size(4, 20);
    screen.show(List.of("now"));
    // 3 rows of the first, 1 of the second, 1 of the third.
    assertThat(said()).contains("\u001b[5A\rnow");
  }

  @Test
  void without_a_terminal_the_size_is_what_the_environment_says() {
    var console = new Console(out, out, false, false, 77, true, Map.of("LINES", "33"));
    assertThat(Size.of(console)).isEqualTo(new Size(77, 33));
    for (String odd : new String[] {"", "0", "-3", "many"}) {
      var other = new Console(out, out, false, false, 77, true, Map.of("LINES", odd));
      assertThat(Size.of(other)).isEqualTo(new Size(77, 24));
    }
    assertThat(Size.of(new Console(out, out, false, true, 77, true, Map.of())).rows()).isPositive();
  }
}
