package rubato.lab;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that people hand over. What is no plain UTF-8 by its first bytes is told by its name. */
public final class TextFile {

  private static final int LONGEST = 6;

  /** What files begin with, a byte a letter. */
  private enum Kind {
    GZIP("\u001f\u008b", "gzip: unpack it first"),
    ZIP("PK\u0003\u0004", "a zip archive: unpack it first"),
    ZSTD("(\u00b5/\u00fd", "zstd: unpack it first"),
    BZIP2("BZh", "bzip2: unpack it first"),
    XZ("\u00fd7zXZ\u0000", "xz: unpack it first"),
    MARKED("\u00ef\u00bb\u00bf", "a byte order mark: save it as UTF-8 without one"),
    LITTLE("\u00ff\u00fe", "UTF-16: save it as UTF-8"),
    BIG("\u00fe\u00ff", "UTF-16: save it as UTF-8");

    private final String first;
    private final String what;

    Kind(String first, String what) {
      this.first = first;
      this.what = what;
    }
  }

  private TextFile() {}

  /**
   * Opens it. Bytes that are no text become marks, which the line they are in is rejected for.
   *
   * @throws IllegalArgumentException when it is packed, or coded otherwise
   */
  public static BufferedReader open(Path file) throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(file));
    try {
      require(file, in);
    } catch (IOException | IllegalArgumentException e) {
      in.close();
      throw e;
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    return new BufferedReader(new InputStreamReader(in, decoder));
  }

  private static void require(Path file, InputStream in) throws IOException {
    in.mark(LONGEST);
    String first = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    in.reset();
    for (Kind kind : Kind.values()) {
      if (first.startsWith(kind.first)) {
        throw new IllegalArgumentException(file + " must be plain text, got " + kind.what);
      }
    }
  }
}
