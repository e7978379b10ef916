package rubato.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as JSON: the names of their components are the names of the fields; NaN and infinities
 * are the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}; an empty optional is
 * null.
 */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Json() {}

  /** One line. */
  public static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * The value that {@code text} was made from.
   *
   * @throws IllegalArgumentException when it is not the text of one
   */
  public static <T> T parse(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException bad) {
      throw new IllegalArgumentException(
          "text must be the JSON of a " + type.getSimpleName() + ", got another: " + first(bad),
          bad);
    }
  }

  static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }

  static <T> T parse(JsonNode node, Class<T> type) {
    return MAPPER.treeToValue(node, type);
  }

  /** Writes {@code value} to {@code file} so that a reader sees all of it or none. */
  static void write(Object value, Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      if (folder == null) {
        throw new IOException("not a file in a folder");
      }
      Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part");
      try {
        Files.write(part, (line(value) + "\n").getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  static LabException unwritable(Path file, IOException failure) {
    String why =
        switch (failure) {
          case NoSuchFileException _ -> "no such folder";
          case AccessDeniedException _ -> "permission denied";
          case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a folder";
          default -> String.valueOf(failure.getMessage());
        };
    return new LabException(
        file + " must be writable, got: " + why + "; choose another folder or make room", failure);
  }

  private static String first(JacksonException bad) {
    String message = String.valueOf(bad.getOriginalMessage());
    return message.lines().findFirst().orElse("");
  }
}
