package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that an older program made is read, and gone on with. */
class MigrationTest {

  private static final String PLACES = "rubato.lab.store.Databases#all";
  private static final String RUN = "digits-0001";

  /** A store of version 1 with a run, as the program of that version wrote them. */
  private static void older(Place place) throws SQLException, IOException {
    try (Store store = Databases.open(place)) {
      boolean _ =
          store
              .database()
              .write(
                  on -> {
                    if (place instanceof Place.Server) {
                      execute(on, "drop table tag, part, event, run, study, rubato_store");
                    } else {
                      for (String table : "tag part event run study rubato_store".split(" ", -1)) {
                        execute(on, "drop table " + table);
                      }
                    }
                    return true;
                  });
      String bytes = store.database().engine().bytes();
      String script = script().replace("{bytes}", bytes);
      boolean _ =
          store
              .database()
              .write(
                  on -> {
                    for (String sql : script.split(";\\s*\n", -1)) {
                      if (!sql.isBlank()) {
                        execute(on, sql);
                      }
                    }
                    execute(on, "insert into rubato_store (version, at) values (1, 0)");
                    return Runs.begin(on, RUN, Databases.run(), "", 5);
                  });
      boolean _ =
          store
              .database()
              .write(
                  on ->
                      Parts.add(
                          on,
                          new Batch(RUN, Databases.beforeTimes()),
                          0,
                          HexFormat.of().parseHex(Databases.PACKED_BEFORE_TIMES)));
    }
  }

  private static String script() throws IOException {
    try (var in = Schema.class.getResourceAsStream("1.sql")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void execute(Connection on, String sql) throws SQLException {
    try (var statement = on.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int version(Store store) {
    return store.database().read(on -> Schema.version(on, store.database().engine()));
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void a_store_of_before_there_were_times_is_read_and_gone_on_with(Place place)
      throws SQLException, IOException {
    older(place);
    try (Store store = Store.open(place, Mode.READ, Patience.NONE)) {
      assertThat(version(store)).isEqualTo(1); // looking changes nothing
      assertThat(store.observations(RUN)).isEqualTo(Databases.beforeTimes());
    }
    var more = new Observed(2, "loss", 1, 0.02, OptionalLong.of(7));
    try (Store store = Databases.open(place)) {
      assertThat(version(store)).isEqualTo(Schema.VERSION);
      store.observe(RUN, java.util.List.of(more));
      store.finish(RUN, Status.COMPLETED, "");
      assertThat(store.observations(RUN))
          .startsWith(Databases.beforeTimes().toArray(Observed[]::new))
          .endsWith(more);
    }
    try (Store store = Databases.open(place)) {
      assertThat(version(store)).isEqualTo(Schema.VERSION);
      assertThat(store.run(RUN).updates()).isEqualTo(3);
    }
  }
}
