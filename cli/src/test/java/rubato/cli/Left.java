package rubato.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import rubato.lab.Entry;
import rubato.lab.Json;
import rubato.lab.store.Event;
import rubato.lab.store.Filter;
import rubato.lab.store.Mode;
import rubato.lab.store.Observed;
import rubato.lab.store.Patience;
import rubato.lab.store.Place;
import rubato.lab.store.Status;
import rubato.lab.store.Store;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a study has left behind, and may go on with.
 *
 * @param out its folder
 * @param store where it is recorded
 */
record Left(Path out, String store) {

  /** Of a study that {@link Spawned} began in {@code folder} without another store. */
  static Left of(Path folder, String out) {
    return new Left(folder.resolve(out), folder.resolve("data/rubato").toString());
  }

  /** The file with its answer, whole. */
  String result() throws IOException {
    return Files.readString(out.resolve("result.json"));
  }

  /** How many trials its answer tells of. */
  int trials() throws IOException {
    return new JsonMapper().readTree(result()).path("trials").size();
  }

  /** Its name; empty before it has one. */
  String study() throws IOException {
    Path file = out.resolve(StudyFolder.FILE);
    if (!Files.exists(file)) {
      return "";
    }
    var ids = new JsonMapper().readTree(Files.readString(file)).path("studies");
    return ids.get(ids.size() - 1).asString();
  }

  private Store open() {
    return Store.open(Place.of(store, Map.of()), Mode.READ, Patience.NONE);
  }

  /** Its events as they stand. */
  List<String> events() throws IOException {
    String study = study();
    if (study.isEmpty()) {
      return List.of();
    }
    try (var opened = open()) {
      return opened.events(study).stream().map(Event::json).toList();
    }
  }

  /** What its trials saw, in their order, whenever it was. */
  List<List<Observed>> observations() throws IOException {
    try (var opened = open()) {
      return opened.runs(Filter.study(study())).stream()
          .sorted(Comparator.comparingInt(run -> run.told().trial().orElse(-1)))
          .map(run -> opened.observations(run.id()))
          .map(seen -> seen.stream().map(one -> one.at(OptionalLong.empty())).toList())
          .toList();
    }
  }

  Status status() throws IOException {
    try (var opened = open()) {
      return opened.study(study()).status();
    }
  }

  /** Updates that its events tell of more than once. */
  int twice() throws IOException {
    int twice = 0;
    var seen = new HashSet<String>();
    for (String event : events()) {
      Entry entry = Json.parse(event, Entry.class);
      Entry.Piece piece = entry.piece();
      for (int i = 0; piece != null && i < piece.rates().size(); i++) {
        twice += seen.add(entry.trial() + ":" + (piece.from() + i)) ? 0 : 1;
      }
    }
    return twice;
  }
}
