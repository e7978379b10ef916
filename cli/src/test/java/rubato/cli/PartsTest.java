package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rubato.train.Metric;
import tools.jackson.databind.ObjectMapper;

/** The small parts: numbers, JSON, shell words, tables, the moving line. */
class PartsTest {

  @Test
  void a_password_is_never_part_of_a_command() {
    assertThat(StoreOption.shown("jdbc:postgresql://me:secret@host:5432/lab?ssl=true"))
        .isEqualTo("jdbc:postgresql://me:PASSWORD@host:5432/lab?ssl=true");
    assertThat(StoreOption.shown("jdbc:postgresql://host:5432/lab?user=me&password=se/c:r@t&a=b"))
        .isEqualTo("jdbc:postgresql://host:5432/lab?user=me&password=PASSWORD&a=b");
    assertThat(StoreOption.shown("stores/a?password=b")).isEqualTo("stores/a?password=b");
  }

  @Test
  void rates_read_as_one_writes_them() {
    assertThat(Numbers.rate(3e-4)).isEqualTo("3e-4");
    assertThat(Numbers.rate(0.1)).isEqualTo("0.1");
    assertThat(Numbers.rate(0.012345)).isEqualTo("0.0123");
    assertThat(Numbers.rate(1.004e-7)).isEqualTo("1e-7");
    assertThat(Numbers.rate(0)).isEqualTo("0");
    assertThat(Numbers.rate(Double.NaN)).isEqualTo("NaN");
    assertThat(Numbers.rate(1e300)).isEqualTo("1e300");
    assertThat(Numbers.grouped(1234567)).isEqualTo("1 234 567");
  }

  @Test
  void a_mean_has_the_digits_its_spread_makes_sense_of() {
    assertThat(Numbers.around(0.998123, 0.00161)).isEqualTo("0.9981 ± 0.0016");
    assertThat(Numbers.around(3054.2, 12.3)).isEqualTo("3054 ± 12");
    assertThat(Numbers.around(0.5, 0)).isEqualTo("0.5 ± 0");
    assertThat(Numbers.around(0.5, Double.NaN)).isEqualTo("0.5");
  }

  @Test
  void whole_numbers_are_held_to_their_bounds() {
    assertThat(Numbers.whole("--n", "1_000", 1)).isEqualTo(1000);
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> Numbers.whole("--n", "1.5", 1))
        .withMessage("--n must be a whole number >= 1, got 1.5");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> Numbers.whole("--n", "99999999999999999999", 1));
  }

  @Test
  void json_is_what_a_parser_reads_back() {
    var value =
        Json.of(
            Map.of(
                "text",
                "a \"b\" \\ \n\t\u0001 é \ud83d\ude00 \ud800",
                "numbers",
                new double[] {1.5, Double.NaN, Double.POSITIVE_INFINITY, -0.0},
                "record",
                new Metric("loss", false),
                "none",
                Optional.empty(),
                "list",
                List.of(1, true, List.of())));
    var json = new ObjectMapper().readTree(value);
    assertThat(json.get("text").asString()).startsWith("a \"b\" \\ \n\t\u0001 é \ud83d\ude00 ");
    assertThat(json.get("numbers").toString()).isEqualTo("[1.5,null,null,-0.0]");
    assertThat(json.at("/record/higherIsBetter").asBoolean()).isFalse();
    assertThat(json.get("none").isNull()).isTrue();
    assertThat(json.get("list").toString()).isEqualTo("[1,true,[]]");
  }

  @Test
  void commands_can_be_pasted() {
    assertThat(Shell.word("digits:cnn")).isEqualTo("digits:cnn");
    assertThat(Shell.word("cosine(0.1 -> 0)")).isEqualTo("\"cosine(0.1 -> 0)\"");
    assertThat(Shell.word("a$b")).isEqualTo("'a$b'");
    assertThat(Shell.word("it's `x`")).isEqualTo("'it'\\''s `x`'");
    assertThat(Shell.word("")).isEqualTo("\"\"");
  }

  @Test
  void the_nearest_word_is_offered_unless_it_is_far() {
    var known = List.of("digits", "line", "plane");
    assertThat(Nearest.to("digist", known)).contains("digits");
    assertThat(Nearest.to("lines", known)).contains("line");
    assertThat(Nearest.to("zebra", known)).isEmpty();
  }

  @Test
  void the_last_column_wraps() {
    var rows = List.of(List.of("A", "B"), List.of("one", "words that go on and on and on and on"));
    assertThat(Table.of(rows, 30))
        .isEqualTo("A    B\none  words that go on and on\n     and on and on\n");
  }

  @Test
  void the_moving_line_is_redrawn_ten_times_a_second_and_never_wider_than_the_terminal() {
    var bytes = new ByteArrayOutputStream();
    var err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    long[] now = {0};
    try (var line =
        new ProgressLine(
            new Console(err, err, true, true, 40, true, Map.of("NO_COLOR", "1")),
            new Manners(),
            () -> now[0])) {
      for (int i = 0; i < 1000; i++) { // one second
        now[0] += 1_000_000;
        int step = i;
        line.show("Training", () -> "step " + step + " of a line that is far too long for it");
      }
    }
    String drawn = bytes.toString(StandardCharsets.UTF_8);
    assertThat(drawn.split("\r", -1)).hasSize(12);
    for (String part : drawn.split("\r\u001b\\[K", -1)) {
      assertThat(part.length()).isLessThan(40);
    }
    assertThat(drawn).endsWith("\r\u001b[K");
  }

  @Test
  void in_a_pipe_it_is_a_plain_line_every_ten_seconds() {
    var bytes = new ByteArrayOutputStream();
    var err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    long[] now = {0};
    try (var line =
        new ProgressLine(
            new Console(err, err, false, false, 80, true, Map.of()), new Manners(), () -> now[0])) {
      for (int second = 1; second <= 35; second++) {
        now[0] += 1_000_000_000L;
        int at = second;
        line.show("Training", () -> "at " + at);
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("Training  at 10", "Training  at 20", "Training  at 30");
  }

  @Test
  void times_are_for_people() {
    assertThat(ProgressLine.clock(40.2)).isEqualTo("00:41");
    assertThat(ProgressLine.clock(3723)).isEqualTo("1:02:03");
    assertThat(ProgressLine.clock(Double.POSITIVE_INFINITY)).isEqualTo("--:--");
    assertThat(ProgressLine.clock(Double.NaN)).isEqualTo("--:--");
    assertThat(ProgressLine.perSecond(1_900)).isEqualTo("1.9k");
  }
}
