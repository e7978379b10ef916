package rubato.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.store.Event;
import rubato.lab.store.Mode;
import rubato.lab.store.NewStudy;
import rubato.lab.store.Patience;
import rubato.lab.store.Place;
import rubato.lab.store.Status;
import rubato.lab.store.Store;
import rubato.lab.store.Study;

class ExportTest {

  private record Collecting(List<Object> seen) implements JsonLines.Reader {
    @Override
    public void study(Study study, List<Event> events) {
      seen.add(study);
      seen.add(events);
    }

    @Override
    public void run(Exported run) {
      seen.add(run);
    }
  }

  private static List<Object> read(String text) throws IOException {
    var seen = new ArrayList<Object>();
    JsonLines.read(new BufferedReader(new StringReader(text)), new Collecting(seen));
    return seen;
  }

  @Test
  void json_lines_come_back_as_they_were() throws IOException {
    var told = new NewStudy("digits", "{\"budget\":3}", "{}", "");
    var study =
        new Study("digits-0000", told, 5, OptionalLong.of(9), Status.COMPLETED, "budget", "");
    var events = List.of(new Event(0, 7, "{\"a\":[1]}"));
    var out = new StringWriter();
    JsonLines.write(study, events, out);
    JsonLines.write(List.of(Sample.run("digits-a"), Sample.run("digits-b")), out);
    assertThat(read(out.toString()))
        .containsExactly(study, events, Sample.run("digits-a"), Sample.run("digits-b"));
  }

  @Test
  void lines_that_were_written_before_there_were_times_are_read() throws IOException {
    var out = new StringWriter();
    JsonLines.write(List.of(Sample.run("digits-a")), out);
    var run = Sample.run("digits-a");
    var untimed = run.observed().stream().map(seen -> seen.at(OptionalLong.empty())).toList();
    assertThat(read(out.toString().replaceAll(",\"at\":[^}]*", "")))
        .containsExactly(new Exported(run.run(), untimed));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(out.toString().replaceAll("\"at\":1", "\"at\":-1")))
        .withMessageContaining("line 2 must be");
  }

  @Test
  void a_run_goes_into_a_store_and_out_again_whole(@TempDir Path folder) {
    Exported run = Sample.run("digits-a");
    var place = Place.of(folder.toString(), Map.of());
    try (var store = Store.open(place, Mode.WRITE, Patience.NONE)) {
      assertThat(store.restore(run.run(), run.observed())).isTrue();
      assertThat(store.restore(run.run(), run.observed())).isFalse();
      var back = new Exported(store.run("digits-a"), store.observations("digits-a"));
      assertThat(back).isEqualTo(run);
    }
  }

  @Test
  void a_study_goes_into_a_store_and_out_again_with_its_times(@TempDir Path folder) {
    var told = new NewStudy("digits", "{}", "{}", "");
    var study =
        new Study("digits-0000", told, 5, OptionalLong.of(9), Status.COMPLETED, "budget", "");
    var events = List.of(new Event(0, 7, "{\"a\":[1]}"), new Event(1, 8, "{}"));
    var place = Place.of(folder.toString(), Map.of());
    try (var store = Store.open(place, Mode.WRITE, Patience.NONE)) {
      assertThat(store.restore(study, events)).isTrue();
      assertThat(store.restore(study, events)).isFalse();
      assertThat(store.study("digits-0000")).isEqualTo(study);
      assertThat(store.events("digits-0000")).isEqualTo(events);
    }
  }

  @Test
  void lines_that_are_something_else_are_told_by_number() throws IOException {
    var out = new StringWriter();
    JsonLines.write(List.of(Sample.run("digits-a")), out);
    String good = out.toString();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(good + "{\"x\": 1}\n"))
        .withMessageContaining("line 9 must be a study, a run or an observation");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("\n" + good.substring(good.indexOf('\n') + 1)))
        .withMessageContaining("line 2 must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("rate = 0.1"))
        .withMessage("line 1 must be one that rubato runs export --to jsonl wrote, got rate = 0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("{\"run\": 1, \"" + "x".repeat(60) + "\": 2}"))
        .withMessageMatching("line 1 must be one that .* got [^…]{40}…");
    var random = new SplittableRandom(4);
    for (int i = 0; i < 300; i++) {
      var bad = new StringBuilder(good);
      for (int k = 0; k < 3; k++) {
        bad.setCharAt(random.nextInt(bad.length()), (char) (32 + random.nextInt(90)));
      }
      try {
        read(bad.toString());
      } catch (IllegalArgumentException told) {
        assertThat(told).hasMessageContaining("line ");
      }
    }
  }

  @Test
  void csv_has_a_row_for_each_observation() throws IOException {
    var out = new StringWriter();
    Csv.write(List.of(Sample.run("digits-a")), out);
    try (var csv = CsvReader.builder().ofNamedCsvRecord(out.toString())) {
      var rows = csv.stream().toList();
      var run = Sample.run("digits-a");
      assertThat(rows).hasSize(run.observed().size());
      for (int i = 0; i < rows.size(); i++) {
        var row = rows.get(i);
        var seen = run.observed().get(i);
        assertThat(row.getField("schedule")).isEqualTo(run.run().told().schedule());
        assertThat(row.getField("seed")).isEqualTo("" + Long.MIN_VALUE);
        assertThat(row.getField("kind")).isEqualTo(seen.kind());
        assertThat(Long.parseLong(row.getField("step"))).isEqualTo(seen.step());
        assertThat(Double.parseDouble(row.getField("value"))).isEqualTo((Double) seen.value());
        assertThat(row.getField("rate").isEmpty()).isEqualTo(Double.isNaN(seen.rate()));
        String time = row.getField("time");
        assertThat(time.isEmpty() ? -1 : Instant.parse(time).toEpochMilli())
            .isEqualTo(seen.at().orElse(-1));
      }
    }
  }

  @Test
  void event_files_have_the_checksums_of_their_format() throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    TensorBoard.write(Sample.run("digits-a"), bytes);
    var in = java.nio.ByteBuffer.wrap(bytes.toByteArray()).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int records = 0;
    while (in.hasRemaining()) {
      int at = in.position();
      long length = in.getLong();
      assertThat(in.getInt()).isEqualTo(masked(bytes.toByteArray(), at, 8));
      in.position(in.position() + (int) length);
      assertThat(in.getInt()).isEqualTo(masked(bytes.toByteArray(), at + 12, (int) length));
      records++;
    }
    // The version, five losses with their rates, two evaluations.
    assertThat(records).isEqualTo(1 + 5 * 2 + 2);
  }

  private static int masked(byte[] bytes, int from, int length) {
    var crc = new java.util.zip.CRC32C();
    crc.update(bytes, from, length);
    int sum = (int) crc.getValue();
    return ((sum >>> 15) | (sum << 17)) + 0xa282ead8;
  }
}
