package rubato.lab.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs as MLflow's files, a folder {@code mlruns}: a folder for each experiment, in it one for each
 * run, in it {@code meta.yaml} and a file for each metric, parameter and tag. Writing a run again
 * gives the same files.
 */
public final class MlflowFiles {

  private MlflowFiles() {}

  /** Writes {@code run} below {@code folder}; its experiment is its task. */
  public static void write(Exported run, Path folder) throws IOException {
    String task = run.run().told().task();
    String experiment =
        Long.toUnsignedString(Long.parseUnsignedLong(sha(task).substring(0, 15), 16));
    Path home = Files.createDirectories(folder.resolve(experiment));
    String place = folder.toAbsolutePath().normalize().toUri().toString().replaceFirst("/$", "");
    Files.writeString(
        home.resolve("meta.yaml"),
        """
        artifact_location: %s
        creation_time: %d
        experiment_id: '%s'
        last_update_time: %d
        lifecycle_stage: active
        name: %s
        """
            .formatted(
                quoted(place + "/" + experiment),
                run.run().begun(),
                experiment,
                run.run().begun(),
                quoted(task)));
    String id = sha(run.run().id()).substring(0, 32);
    Path own = Files.createDirectories(home.resolve(id));
    for (String kind : new String[] {"artifacts", "metrics", "params", "tags"}) {
      Files.createDirectories(own.resolve(kind));
    }
    Files.writeString(own.resolve("meta.yaml"), meta(run, experiment, id, place));
    var metrics = new LinkedHashMap<String, StringBuilder>();
    for (Mlflow.Measured one : Mlflow.metrics(run)) {
      metrics
          .computeIfAbsent(one.key(), _ -> new StringBuilder())
          .append(one.time())
          .append(' ')
          .append(number(one.value()))
          .append(' ')
          .append(one.step())
          .append('\n');
    }
    for (Map.Entry<String, StringBuilder> metric : metrics.entrySet()) {
      Files.writeString(own.resolve("metrics").resolve(metric.getKey()), metric.getValue());
    }
    files(own.resolve("params"), Mlflow.parameters(run.run()));
    files(own.resolve("tags"), Mlflow.tags(run.run()));
  }

  private static String meta(Exported run, String experiment, String id, String place) {
    int status =
        switch (Mlflow.status(run.run())) {
          case "RUNNING" -> 1;
          case "FINISHED" -> 3;
          case "FAILED" -> 4;
          default -> 5;
        };
    return """
    artifact_uri: %s
    end_time: %s
    entry_point_name: ''
    experiment_id: '%s'
    lifecycle_stage: active
    run_id: %s
    run_name: %s
    run_uuid: %s
    source_name: ''
    source_type: 4
    source_version: ''
    start_time: %d
    status: %d
    tags: []
    user_id: rubato
    """
        .formatted(
            quoted(place + "/" + experiment + "/" + id + "/artifacts"),
            run.run().ended().isPresent() ? "" + run.run().ended().getAsLong() : "null",
            experiment,
            quoted(id),
            quoted(run.run().id()),
            quoted(id),
            run.run().begun(),
            status);
  }

  private static void files(Path folder, Map<String, String> values) throws IOException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      Files.writeString(folder.resolve(value.getKey()), value.getValue());
    }
  }

  /** Python reads these words as floats. */
  static String number(double value) {
    return Double.isNaN(value)
        ? "nan"
        : Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String sha(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
