package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {

  @Test
  void the_usual_place_is_where_data_of_users_are() {
    assertThat(Place.of("", Map.of("HOME", "/h")))
        .isEqualTo(
            new Place.Local(
                Path.of("/h/.local/share/rubato/rubato.db"),
                Path.of("/h/.local/share/rubato/studies")));
    assertThat(Place.of("", Map.of("HOME", "/h", "XDG_DATA_HOME", "/d")).toString())
        .isEqualTo("/d/rubato/rubato.db");
    assertThat(Place.of("", Map.of("HOME", "/h", "XDG_DATA_HOME", "d")).toString())
        .isEqualTo("/h/.local/share/rubato/rubato.db");
    assertThat(Place.of("", Map.of("RUBATO_STORE", "/r")).toString()).isEqualTo("/r/rubato.db");
  }

  @Test
  void a_file_is_told_from_a_folder(@TempDir Path folder) {
    assertThat(Place.of(folder + "/lab.db", Map.of()))
        .isEqualTo(new Place.Local(folder.resolve("lab.db"), folder.resolve("lab.db.studies")));
    assertThat(Place.of(folder.toString(), Map.of()).toString()).isEqualTo(folder + "/rubato.db");
  }

  @Test
  void a_server_is_told_of_without_its_secrets() {
    var place = Place.of("jdbc:postgresql://me:secret@host/lab?user=x&password=secret", Map.of());
    assertThat(place.toString()).isEqualTo("jdbc:postgresql://host/lab");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Place.of("jdbc:mysql://me:secret@host/lab", Map.of()))
        .withMessageNotContaining("secret")
        .withMessageContaining("jdbc:postgresql://HOST/DATABASE");
  }
}
