package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.testkit.Cluster;

/** Where the password of a server is taken from. */
class PasswordTest {

  private static final String FILE = "org.postgresql.pgpassfile";

  @TempDir Path folder;

  private void passwords(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("pgpass"), line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    System.setProperty(FILE, file.toString());
  }

  private static void refused(Place place) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Databases.open(place).close())
        .withMessageContainingAll("does not let us in: ", "(PGPASSWORD or ~/.pgpass)")
        .satisfies(told -> assertThat(told.getMessage()).doesNotContain("se:cret", "other"));
  }

  @Test
  void it_comes_from_the_file_of_passwords_or_the_url() throws Exception {
    assumeThat(Cluster.available()).isTrue();
    try (var cluster = Cluster.guarded(folder.resolve("server"), "se:cret")) {
      Place place = Databases.place(cluster, "guarded");
      passwords("another.host:*:*:rubato:se\\:cret");
      refused(place);
      passwords("127.0.0.1:" + cluster.port() + ":postgres:rubato:other");
      refused(place);
      passwords("127.0.0.1:" + cluster.port() + ":postgres:rubato:se\\:cret");
      Databases.open(place).close();
      passwords("");
      String url = cluster.url() + "&currentSchema=guarded&password=se:cret";
      Databases.open(new Place.Server(url, folder)).close();
    } finally {
      System.clearProperty(FILE);
    }
  }
}
