package rubato.cli;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.export.Csv;
import rubato.lab.export.Exported;
import rubato.lab.export.JsonLines;
import rubato.lab.export.MlflowFiles;
import rubato.lab.export.MlflowServer;
import rubato.lab.export.Parquet;
import rubato.lab.export.TensorBoard;
import rubato.lab.store.Filter;
import rubato.lab.store.Mode;
import rubato.lab.store.Recorded;
import rubato.lab.store.Store;

/** Runs for other programs. */
@Command(
    name = "export",
    description = {
      "Write runs for other programs: csv, jsonl, parquet, tensorboard, mlflow.",
      "What jsonl has, rubato runs import reads; tensorboard is a folder of event files, mlflow a"
          + " folder like mlruns, or a server."
    },
    footer = {
      "",
      "Examples:",
      "  rubato runs export --to csv --out digits.csv --task digits",
      "  rubato runs export digits-7f3a --to tensorboard --out events",
      "  rubato runs export --tag paper --to mlflow --uri http://127.0.0.1:5000"
    })
final class RunsExport implements Callable<Integer> {

  private static final List<String> FORMATS =
      List.of("csv", "jsonl", "parquet", "tensorboard", "mlflow");

  private final Console console;

  @Mixin Manners manners = new Manners();
  @Mixin StoreOption place = new StoreOption();
  @Mixin RunFilter filter = new RunFilter();

  @Parameters(paramLabel = "ID", description = "Runs or studies; else those of the options.")
  List<String> ids = new ArrayList<>();

  @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "See above.")
  String format = "";

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = "A file or folder; csv and jsonl are" + " printed without one.")
  @Nullable Path out;

  @Option(names = "--uri", paramLabel = "URL", description = "An MLflow tracking server.")
  @Nullable String uri;

  RunsExport(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    requireSense();
    try (var store = place.open(console, Mode.READ)) {
      var studies = new LinkedHashSet<String>();
      List<Recorded> runs = runs(store);
      runs.forEach(run -> run.told().study().ifPresent(studies::add));
      // One at a time: all that was ever observed may be more than fits.
      Iterable<Exported> all =
          () ->
              runs.stream().map(run -> new Exported(run, store.observations(run.id()))).iterator();
      String where =
          switch (format) {
            case "csv" -> text(writer -> Csv.write(all, writer));
            case "jsonl" ->
                text(
                    writer -> {
                      for (String id : studies) {
                        JsonLines.write(store.study(id), store.events(id), writer);
                      }
                      JsonLines.write(all, writer);
                    });
            case "parquet" -> {
              TargetFile.write(path(), Parquet.of(all));
              yield path().toString();
            }
            case "tensorboard" -> events(all);
            default -> uri == null ? files(all) : sent(all, new MlflowServer(URI.create(uri)));
          };
      manners.hint(
          console, "%d run%s: %s".formatted(runs.size(), runs.size() == 1 ? "" : "s", where));
    } catch (IOException failure) {
      throw new Failure(Exit.USAGE, TargetFile.reason(failure), failure);
    }
    return Exit.OK;
  }

  private void requireSense() {
    if (!FORMATS.contains(format)) {
      throw Failure.usage("--to must be one of " + String.join(", ", FORMATS) + ", got " + format);
    }
    if (uri != null && (!format.equals("mlflow") || out != null)) {
      throw Failure.usage("--uri is for --to mlflow, without --out");
    }
    if (out == null && uri == null && !List.of("csv", "jsonl").contains(format)) {
      throw Failure.usage(
          "--out PATH is missing" + (format.equals("mlflow") ? ", or --uri URL" : ""));
    }
  }

  private List<Recorded> runs(Store store) {
    if (ids.isEmpty()) {
      return store.runs(filter.filter(Instant.now()));
    }
    if (filter.any()) {
      throw Failure.usage("ID and filters both say which runs: give one of them");
    }
    var runs = new ArrayList<Recorded>();
    for (String id : ids) {
      store
          .find(id)
          .ifPresentOrElse(
              runs::add,
              () -> {
                store.study(id);
                runs.addAll(store.runs(Filter.study(id)));
              });
    }
    return runs;
  }

  private Path path() {
    if (out == null) {
      throw new IllegalStateException("required above");
    }
    return out;
  }

  /** What writes text. */
  @FunctionalInterface
  private interface Text {
    void write(Writer out) throws IOException;
  }

  private String text(Text text) throws IOException {
    if (out == null) {
      write(text, console.out());
      return "printed";
    }
    TargetFile.write(out, file -> write(text, file));
    return out.toString();
  }

  private static void write(Text text, OutputStream out) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    text.write(writer);
    writer.flush();
  }

  private String events(Iterable<Exported> runs) throws IOException {
    for (Exported run : runs) {
      Path folder = Files.createDirectories(path().resolve(run.run().id()));
      var bytes = new ByteArrayOutputStream();
      TensorBoard.write(run, bytes);
      TargetFile.write(folder.resolve(TensorBoard.fileName(run)), bytes.toByteArray());
    }
    return path() + "; look: tensorboard --logdir " + Shell.word(path().toString());
  }

  private String files(Iterable<Exported> runs) throws IOException {
    for (Exported run : runs) {
      MlflowFiles.write(run, path());
    }
    return path().toString();
  }

  private static String sent(Iterable<Exported> runs, MlflowServer server)
      throws IOException, InterruptedException {
    for (Exported run : runs) {
      server.send(run);
    }
    return "sent";
  }
}
