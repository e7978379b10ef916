package rubato.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

  @TempDir Path folder;

  private static String text(Path file) throws IOException {
    try (var in = TextFile.open(file)) {
      return in.readAllAsString();
    }
  }

  private void rejected(byte[] bytes, String why) throws IOException {
    Path file = Files.write(folder.resolve("curves.jsonl"), bytes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> text(file))
        .withMessage(file + " must be plain text, got " + why);
  }

  @Test
  void text_is_read_whatever_its_length() throws IOException {
    for (String text : new String[] {"", "B", "BZ", "äß€", "{\"p\": \"a\"}\n\n"}) {
      assertThat(text(Files.writeString(folder.resolve("t.jsonl"), text))).isEqualTo(text);
    }
    Path odd = Files.write(folder.resolve("odd"), new byte[] {'a', (byte) 0xff, 'b'});
    assertThat(text(odd)).isEqualTo("a\ufffdb");
  }

  @Test
  void what_is_packed_is_told_by_its_name() throws IOException {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write('a');
    }
    rejected(gzip.toByteArray(), "gzip: unpack it first");
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("a"));
      out.write('a');
    }
    rejected(zip.toByteArray(), "a zip archive: unpack it first");
    rejected("BZh91AY".getBytes(StandardCharsets.US_ASCII), "bzip2: unpack it first");
    rejected(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 4}, "zstd: unpack it first");
    rejected(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0}, "xz: unpack it first");
  }

  @Test
  void what_is_coded_otherwise_is_told_by_its_name() throws IOException {
    rejected(
        "\ufeff{}".getBytes(StandardCharsets.UTF_8),
        "a byte order mark: save it as UTF-8 without one");
    rejected("{}".getBytes(StandardCharsets.UTF_16), "UTF-16: save it as UTF-8");
    rejected(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0}, "UTF-16: save it as UTF-8");
  }
}
