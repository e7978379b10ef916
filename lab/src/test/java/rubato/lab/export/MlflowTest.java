package rubato.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that answers as MLflow's REST interface is described. */
class MlflowTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Asked(String path, String query, JsonNode body) {}

  /** Answers, and keeps what it was asked. */
  private record Fake(HttpServer server, List<Asked> asked) implements AutoCloseable {

    static Fake started(int refuseFrom) throws IOException {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var asked = new CopyOnWriteArrayList<Asked>();
      server.createContext("/", exchange -> answer(exchange, asked, refuseFrom));
      server.start();
      return new Fake(server, asked);
    }

    private static void answer(HttpExchange exchange, List<Asked> asked, int refuseFrom)
        throws IOException {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath().replaceFirst("^/api/2.0/mlflow/", "");
      String query = String.valueOf(exchange.getRequestURI().getRawQuery());
      asked.add(new Asked(path, query, JSON.readTree(body.isEmpty() ? "{}" : body)));
      boolean refused = asked.size() > refuseFrom;
      int code = refused ? 400 : path.equals("experiments/get-by-name") ? 404 : 200;
      String said =
          switch (path) {
            case "experiments/create" -> "{\"experiment_id\": \"7\"}";
            case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}";
            default -> "{}";
          };
      byte[] bytes =
          (refused ? "{\"message\": \"no room\"}" : said).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void a_server_is_sent_the_experiment_the_run_its_parameters_and_metrics() throws Exception {
    try (var fake = Fake.started(100)) {
      assertThat(new MlflowServer(fake.uri()).send(Sample.run("digits-a"))).isEqualTo("abc");
      assertThat(fake.asked())
          .extracting(Asked::path)
          .containsExactly(
              "experiments/get-by-name",
              "experiments/create",
              "runs/create",
              "runs/log-batch",
              "runs/log-batch",
              "runs/update");
      assertThat(fake.asked().get(0).query()).isEqualTo("experiment_name=digits%3Acnn");
      assertThat(fake.asked().get(1).body().at("/name").asString()).isEqualTo("digits:cnn");
      JsonNode metrics = fake.asked().get(4).body().at("/metrics");
      assertThat(metrics.size()).isEqualTo(5 * 2 + 2);
      assertThat(metrics.get(0).at("/key").asString()).isEqualTo("loss");
      assertThat(metrics.get(0).at("/value").asDouble()).isEqualTo(2.5);
      assertThat(metrics.get(0).at("/timestamp").asLong()).isEqualTo(Sample.at(0));
      assertThat(metrics.get(1).at("/key").asString()).isEqualTo("rate");
      assertThat(metrics.get(6).at("/value").asString()).isEqualTo("NaN");
      assertThat(fake.asked().get(5).body().at("/status").asString()).isEqualTo("FAILED");
    }
  }

  @Test
  void what_a_server_refuses_is_told_in_one_line() throws Exception {
    try (var fake = Fake.started(3)) {
      assertThatIOException()
          .isThrownBy(() -> new MlflowServer(fake.uri()).send(Sample.run("digits-a")))
          .withMessageContaining("refused runs/log-batch with 400: {\"message\": \"no room\"}");
    }
    assertThatIOException()
        .isThrownBy(() -> new MlflowServer(URI.create("http://127.0.0.1:1")).send(Sample.run("a")))
        .withMessageContaining("http://127.0.0.1:1 does not answer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MlflowServer(URI.create("file:///tmp")))
        .withMessageStartingWith("uri must be http://HOST:PORT");
  }

  @Test
  void files_are_where_mlflow_looks_for_them(@TempDir Path folder) throws IOException {
    MlflowFiles.write(Sample.run("digits-a"), folder);
    MlflowFiles.write(Sample.run("digits-b"), folder);
    List<Path> runs;
    try (Stream<Path> files = Files.walk(folder, 3)) {
      runs =
          files
              .filter(file -> file.getFileName().toString().equals("meta.yaml"))
              .filter(file -> folder.relativize(file).getNameCount() == 3)
              .map(Path::getParent)
              .toList();
    }
    assertThat(runs).hasSize(2);
    for (Path run : runs) {
      String name = Files.readString(run.resolve("tags/mlflow.runName"));
      assertThat(Files.readString(run.resolve("meta.yaml")))
          .contains("run_name: '" + name + "'")
          .contains("status: 4")
          .contains("end_time: " + (Sample.BEGUN + 5000));
      assertThat(Files.readString(run.resolve("metrics/loss")))
          .isEqualTo(
              """
              1700000001123 2.5 0
              1700000001373 0.3333333333333333 1
              1700000001623 inf 2
              1700000001873 nan 3
              1700000002123 0.0 4
              """);
      assertThat(Files.readString(run.resolve("metrics/held-out_loss")))
          .isEqualTo(Sample.BEGUN + " -inf 5\n"); // nobody timed it
      assertThat(Files.readString(run.resolve("params/seed"))).isEqualTo("" + Long.MIN_VALUE);
    }
  }
}
