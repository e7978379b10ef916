package rubato.workloads;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which data a task trains on, to the byte: what a record of a run keeps. */
public final class Checksums {

  private Checksums() {}

  /**
   * The SHA-256 of each file of the data, as {@code name sha256:…}, with commas; empty for a task
   * without data. Of data that are not shipped it is what their files are held to.
   *
   * @param task the name of a task of the catalog
   */
  public static String of(String task) {
    return switch (task.replaceFirst("[:@].*", "")) {
      case "digits" -> shipped("digits.csv.gz");
      case "cancer" -> shipped("cancer.csv.gz");
      case "diabetes" -> shipped("diabetes.csv.gz", "diabetes-target.csv.gz");
      case "fashion" -> listed(ImageSet.FASHION);
      case "mnist" -> listed(ImageSet.MNIST);
      default -> "";
    };
  }

  private static String listed(ImageSet set) {
    return set.parts().stream()
        .map(part -> part.name() + " sha256:" + part.sha256())
        .collect(Collectors.joining(", "));
  }

  private static String shipped(String... names) {
    return List.of(names).stream()
        .map(name -> name + " sha256:" + sha256(name))
        .collect(Collectors.joining(", "));
  }

  private static String sha256(String name) {
    try (@Nullable InputStream in = Checksums.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not shipped");
      }
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      return HexFormat.of().formatHex(sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
