package rubato.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {

  private static String line(String p, double rate, long seed, String start, String... last) {
    return "{\"p\": \"%s\", \"sched\": \"const\", \"k\": 0, \"lr\": %s, \"seed\": %d, \"v0\": %s, \"val\": [%s]}"
        .formatted(p, rate, seed, start, losses(List.of(last)));
  }

  /* 27 losses that end with these. */
  private static String losses(List<String> last) {
    return Collections.nCopies(27 - last.size(), "1").stream().collect(Collectors.joining(","))
        + (last.isEmpty() ? "" : "," + String.join(",", last));
  }

  private static String good() {
    return line("a", 0.1, 0, "2", "0.5") + "\n" + line("a", 1, 0, "2", "null") + "\n";
  }

  @Test
  void tables_are_read_by_problem_and_schedule() {
    List<Table> tables =
        Tables.parse(
            good()
                + "\n"
                + line("b", 1, 7, "1", "NaN")
                + "\n"
                + line("b", 0.01, 7, "1")
                + "\n"
                + line("b", 0.01000000001, 3, "3")
                + "\n"
                + line("b", 1, 3, "3", "1e300"));
    assertThat(tables)
        .extracting(Table::toString)
        .containsExactly("a, const: 2 rates, 1 seeds", "b, const: 2 rates, 2 seeds");
    Table second = tables.get(1);
    assertThat(second.rates()).containsExactly(0.01, 1.0);
    assertThat(second.seeds()).containsExactly(3L, 7L);
    // What failed, or is worse than that, is worth twice the start.
    assertThat(second.truths()).containsExactly(1, (6.0 + 2.0) / 2);
    assertThat(second.start()).isEqualTo(2);
    assertThat(second.nearest(1e-9)).isZero();
    assertThat(second.nearest(0.11)).isEqualTo(1);
    assertThat(second.nearest(0.09)).isZero();
  }

  @Test
  void the_order_of_lines_does_not_matter() {
    String b = good().replace("\"a\"", "\"b\"");
    assertThat(Tables.parse(b + good())).hasToString(Tables.parse(good() + b).toString());
  }

  @Test
  void a_start_below_zero_still_bounds_from_above() {
    var curve = new Table.Curve(-2, Collections.nCopies(27, Double.NaN));
    assertThat(curve.end()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"p": "a"                         | line 3: must be a JSON object, got {"p": "a", broken at column 10
          [1]                               | line 3: must be a JSON object, got [1]
          {}                                | line 3: p must be a text, got nothing
          {"p": 3, "sched": "const"}        | line 3: p must be a text, got 3
          {"p": "a", "sched": "c", "lr": 0} | line 3: lr must be finite and > 0, got 0.0
          {"p": "a", "sched": "c", "lr": "x"} | line 3: lr must be a finite number, got "x"
          {"p": "a", "sched": "c", "lr": 1, "seed": 1.5} | line 3: seed must be a whole number, got 1.5
          {"p": "a", "sched": "c", "lr": 1, "seed": 1, "v0": null} | line 3: v0 must be a finite number, got null
          {"p": "a", "sched": "c", "lr": 1, "seed": 1, "v0": 1, "val": [1, 2]} | line 3: val must be 27 losses, got 2
          {"p": "a", "sched": "c", "lr": 1, "seed": 1, "v0": 1} | line 3: val must be 27 losses, got nothing
          {"p": "a", "sched": "c", "lr": 1, "seed": 1, "v0": 1, "val": 3} | line 3: val must be 27 losses, got 3
          """)
  void a_broken_line_is_told_with_its_number(String broken, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.parse(good() + broken))
        .withMessageStartingWith(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void what_does_not_fit_together_is_told_with_its_number() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.parse(good() + line("a", 1, 0, "2")))
        .withMessage("line 3: rate 1.0 of seed 0 must be there once, got it in line 2 too");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.parse(good() + line("a", 1, 5, "2")))
        .withMessage("line 3: seed 5 of a, const must have every rate, got none at 0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.parse(good() + line("b", 1, 5, "2")))
        .withMessage("line 3: b, const must have at least 2 rates, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.parse(line("a", 1, 5, "2", "\"x\"")))
        .withMessage("line 1: val must be numbers or null, got \"x\"");
    String ragged = line("a", 1, 5, "2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Tables.parse(ragged.substring(0, ragged.length() - 1) + ", \"train\": [1, null]}"))
        .withMessage("line 1: train must be 27 losses, got 2");
  }

  @Test
  void an_empty_file_is_no_table(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.jsonl");
    Files.writeString(file, "\n\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.read(file))
        .withMessage("table must have at least one training, got 2 lines without any");
    Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\n'});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.read(file))
        .withMessageStartingWith("line 1: ");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, '\n'});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tables.read(file))
        .withMessage(file + " must be plain text, got gzip: unpack it first");
    Files.writeString(file, good());
    assertThat(Tables.read(file)).hasSize(1);
    assertThat(Tables.read(file).getFirst().truths()[0]).isCloseTo(0.5, within(0.0));
  }
}
