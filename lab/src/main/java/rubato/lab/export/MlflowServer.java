package rubato.lab.export;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends runs to an MLflow tracking server, by its REST interface. */
public final class MlflowServer {

  private static final int METRICS = 1000; // the most that one request may have
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * A server.
   *
   * @param server for example {@code http://127.0.0.1:5000}
   */
  public MlflowServer(URI server) {
    if (server.getHost() == null || !List.of("http", "https").contains(server.getScheme())) {
      throw new IllegalArgumentException(
          "uri must be http://HOST:PORT of an MLflow server, got " + server);
    }
    this.server = server;
  }

  /**
   * Sends a run; its experiment is its task.
   *
   * @return the server's id of it
   * @throws IOException when the server does not take it; the message says why
   */
  public String send(Exported run) throws IOException, InterruptedException {
    String id =
        post(
                "runs/create",
                Map.of(
                    "experiment_id",
                    experiment(run.run().told().task()),
                    "run_name",
                    run.run().id(),
                    "start_time",
                    run.run().begun(),
                    "tags",
                    pairs(Mlflow.tags(run.run()))))
            .at("/run/info/run_id")
            .asString();
    post("runs/log-batch", Map.of("run_id", id, "params", pairs(Mlflow.parameters(run.run()))));
    List<Mlflow.Measured> metrics = Mlflow.metrics(run);
    for (int from = 0; from < metrics.size(); from += METRICS) {
      var batch =
          metrics.subList(from, Math.min(metrics.size(), from + METRICS)).stream()
              .map(
                  one ->
                      Map.of(
                          "key",
                          one.key(),
                          "value",
                          Double.isFinite(one.value()) ? one.value() : word(one.value()),
                          "timestamp",
                          one.time(),
                          "step",
                          one.step()))
              .toList();
      post("runs/log-batch", Map.of("run_id", id, "metrics", batch));
    }
    var end = new LinkedHashMap<String, Object>();
    end.put("run_id", id);
    end.put("status", Mlflow.status(run.run()));
    run.run().ended().ifPresent(at -> end.put("end_time", at));
    post("runs/update", end);
    return id;
  }

  /** As the JSON form of protocol buffers writes what is no number. */
  private static String word(double value) {
    return Double.toString(value);
  }

  private String experiment(String name) throws IOException, InterruptedException {
    HttpResponse<String> found =
        answer(
            HttpRequest.newBuilder(path("experiments/get-by-name?experiment_name=" + encoded(name)))
                .GET());
    if (found.statusCode() == 404) {
      return post("experiments/create", Map.of("name", name)).at("/experiment_id").asString();
    }
    return checked("experiments/get-by-name", found).at("/experiment/experiment_id").asString();
  }

  private JsonNode post(String what, Map<String, ?> body) throws IOException, InterruptedException {
    return checked(
        what,
        answer(
            HttpRequest.newBuilder(path(what))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))));
  }

  private HttpResponse<String> answer(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new IOException(server + " does not answer: " + reason(failure), failure);
    }
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null ? "no connection" : failure.getMessage();
  }

  private JsonNode checked(String what, HttpResponse<String> response) throws IOException {
    String body = response.body();
    if (response.statusCode() != 200) {
      String line = body.lines().findFirst().orElse("");
      throw new IOException(
          "%s refused %s with %d: %s"
              .formatted(
                  server,
                  what,
                  response.statusCode(),
                  line.substring(0, Math.min(200, line.length()))));
    }
    return JSON.readTree(body.isBlank() ? "{}" : body);
  }

  private URI path(String what) {
    return URI.create(server.toString().replaceFirst("/+$", "") + "/api/2.0/mlflow/" + what);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static List<Map<String, String>> pairs(Map<String, String> values) {
    var pairs = new ArrayList<Map<String, String>>();
    values.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
    return pairs;
  }
}
