package rubato.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Read by those who the files are for; {@code RUBATO_PYTHON} names a Python that has them. */
@EnabledIfEnvironmentVariable(named = "RUBATO_PYTHON", matches = ".+")
class InPythonTest {

  @TempDir Path folder;

  private String python(String library, String program) throws IOException, InterruptedException {
    assumeThat(run("import " + library)).as("no %s there", library).isEqualTo("0\n");
    return run(program);
  }

  /** The exit code, then what it printed. */
  private String run(String program) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    var command = new ArrayList<>(List.of(System.getenv("RUBATO_PYTHON"), "-c", program));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + "\n" + Files.readString(out, StandardCharsets.UTF_8);
  }

  @Test
  void tensorboard_reads_the_event_file() throws Exception {
    Exported run = Sample.run("digits-a");
    Path own = Files.createDirectories(folder.resolve("events").resolve("digits-a"));
    try (var out = Files.newOutputStream(own.resolve(TensorBoard.fileName(run)))) {
      TensorBoard.write(run, out);
    }
    String said =
        python(
            "tensorboard",
            """
            from tensorboard.backend.event_processing import event_accumulator as ea
            seen = ea.EventAccumulator('events/digits-a', size_guidance={ea.SCALARS: 0})
            seen.Reload()
            for tag in sorted(seen.Tags()['scalars']):
                print(tag, [(e.step, e.value, e.wall_time) for e in seen.Scalars(tag)])
            """);
    assertThat(said)
        .startsWith("0\n")
        .contains("accuracy [(5, 0.75, 1700000002.373)]")
        .contains("held-out_loss [(5, -inf, 1700000000.123)]")
        .contains("loss [(0, 2.5, 1700000001.123), (1, 0.3333333432674408, 1700000001.373)")
        .contains("(3, nan, ")
        .contains("rate [(0, 0.10000000149011612, ");
  }

  @Test
  void pyarrow_reads_the_parquet_file() throws Exception {
    Files.write(
        folder.resolve("runs.parquet"),
        Parquet.of(List.of(Sample.run("digits-a"), Sample.run("digits-b"))));
    String said =
        python(
            "pyarrow",
            """
            import pyarrow.parquet as pq, sys
            sys.stdout.reconfigure(encoding='utf-8')
            table = pq.read_table('runs.parquet')
            print(table.num_rows, [str(f.type) for f in table.schema])
            columns = table.to_pydict()
            print(columns['run'][0], columns['run'][13], columns['seed'][0])
            print(columns['schedule'][0])
            print(columns['step'][:7], columns['kind'][:7])
            print(columns['value'][:7], columns['rate'][:7])
            print([t and int(t.timestamp() * 1000) for t in columns['time'][3:7]])
            """);
    assertThat(said)
        .isEqualTo(
            """
            0
            14 ['string', 'string', 'string', 'string', 'int64', 'int64', 'string', 'double', 'double', 'timestamp[ms, tz=UTC]']
            digits-a digits-b -9223372036854775808
            cosine(0.1 -> 0); layers "01*" times 0.1, \u00fc
            [0, 1, 2, 3, 4, 5, 5] ['loss', 'loss', 'loss', 'loss', 'loss', 'held-out loss', 'accuracy']
            [2.5, 0.3333333333333333, inf, nan, 0.0, -inf, 0.75] [0.1, 0.05, 0.03333333333333333, 0.025, 0.02, nan, nan]
            [1700000001873, 1700000002123, None, 1700000002373]
            """);
  }

  @Test
  void mlflow_reads_its_files() throws Exception {
    MlflowFiles.write(Sample.run("digits-a"), folder.resolve("mlruns"));
    String said =
        python(
            "mlflow",
            """
            from mlflow.store.tracking.file_store import FileStore
            store = FileStore('mlruns')
            experiment = store.get_experiment_by_name('digits:cnn')
            from mlflow.entities import ViewType
            run = store.search_runs([experiment.experiment_id], '', ViewType.ALL)[0]
            print(run.info.run_name, run.info.status, run.data.params['seed'], run.data.metrics)
            print([(m.step, m.value, m.timestamp) for m in store.get_metric_history(run.info.run_id, 'loss')])
            """);
    assertThat(said)
        .startsWith("0\ndigits-a FAILED -9223372036854775808")
        .contains("[(0, 2.5, 1700000001123), (1, 0.3333333333333333, 1700000001373)");
  }
}
