package rubato.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rubato.lab.Environment;
import rubato.lab.StoredStudy;
import rubato.lab.Tune;
import rubato.lab.store.Mode;
import rubato.lab.store.NewStudy;
import rubato.lab.store.Place;
import rubato.lab.store.Revision;
import rubato.lab.store.Store;
import rubato.lab.store.StoreException;
import rubato.lab.store.Study;
import rubato.workloads.Checksums;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a study of a folder is recorded.
 *
 * @param store the store
 * @param folder the folder
 * @param request what is studied
 * @param words the command that asks for it
 */
record Stored(Store store, StudyFolder folder, Tune.Request request, List<String> words) {

  /** What a study was asked. */
  record Asked(List<String> words, String folder, String kernel) {}

  /** The store, which is waited for when it goes away later, and that is said. */
  static Store open(String where, Map<String, String> environment, TuneProgress progress) {
    return Store.open(
        Place.of(where, environment), Mode.WRITE, new Waiting(progress::said, progress::waits));
  }

  static Asked asked(Study study) {
    try {
      JsonNode node = new JsonMapper().readTree(study.told().settings());
      var words = new ArrayList<String>();
      node.path("words").forEach(word -> words.add(word.asString()));
      if (!words.isEmpty() && node.path("folder").isString()) {
        return new Asked(words, node.path("folder").asString(), node.path("kernel").asString(""));
      }
    } catch (JacksonException e) {
      // Told below.
    }
    throw Failure.usage(study.id() + " must be a study of rubato tune, got one of something else");
  }

  /** The study of the folder, gone on with where it is this one; else a new one. */
  StoredStudy study(TuneProgress progress) {
    String task = request.base().task();
    if (!folder.task().isEmpty()) {
      if (!folder.task().equals(task)) {
        throw Failure.usage(
            "%s must hold a study of %s, got one of %s: choose another folder"
                .formatted(folder.path(), task, folder.task()));
      }
      if (!folder.store().equals(store.place().toString())) {
        throw Failure.usage(
            "--store must be %s, where %s is recorded, got %s"
                .formatted(folder.store(), folder.path(), store.place()));
      }
    }
    String kernel = Environment.here(request.engine()).kernel();
    List<String> known = folder.studies().stream().filter(this::exists).toList();
    for (String id : known.reversed()) {
      Asked asked = asked(store.study(id));
      if (asked.words().equals(words)) {
        if (!asked.kernel().equals(kernel)) {
          progress.said(
              "note: begun with kernel %s, goes on with %s: the last bits may differ"
                  .formatted(asked.kernel(), kernel));
        }
        folder.with(task, store.place().toString(), id);
        return StoredStudy.resume(store, id, request.metric(), others(known, id));
      }
    }
    var settings = new LinkedHashMap<String, Object>();
    settings.put("words", words);
    settings.put("folder", folder.path().toAbsolutePath().normalize().toString());
    settings.put("kernel", kernel);
    settings.put("data", Checksums.of(task));
    var study =
        new NewStudy(
            task,
            Json.of(settings),
            Json.of(Environment.here(request.engine())),
            Revision.of(Path.of("")));
    StoredStudy begun = StoredStudy.begin(store, study, request.metric(), known);
    folder.with(task, store.place().toString(), begun.id());
    return begun;
  }

  /** The studies before it, whose trials it knew when it began. */
  private static List<String> others(List<String> known, String id) {
    return known.subList(0, known.indexOf(id));
  }

  private boolean exists(String id) {
    try {
      return store.study(id).id().equals(id);
    } catch (StoreException gone) {
      return false;
    }
  }
}
