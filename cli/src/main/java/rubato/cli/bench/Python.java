package rubato.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rubato.optim.Shape;

/**
 * PyTorch in a process of its own, which waits while others run: each update it is asked for takes
 * place between two of theirs, on the same machine at the same time.
 */
final class Python implements AutoCloseable {

  private static final String SCRIPT = "rules.py";

  /** How rules are called there. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("sgd", "SGD"),
          Map.entry("adam", "Adam"),
          Map.entry("adamw", "AdamW"),
          Map.entry("adagrad", "Adagrad"),
          Map.entry("adadelta", "Adadelta"),
          Map.entry("adamax", "Adamax"),
          Map.entry("asgd", "ASGD"),
          Map.entry("nadam", "NAdam"),
          Map.entry("radam", "RAdam"),
          Map.entry("rmsprop", "RMSprop"),
          Map.entry("rprop", "Rprop"),
          Map.entry("adafactor", "Adafactor"),
          Map.entry("muon", "Muon"));

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final List<Contender> contenders = new ArrayList<>();

  private Python(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    String ready = answer();
    for (String kind : ready.isEmpty() ? new String[0] : ready.split(" ", -1)) {
      contenders.add(new Kind(kind));
    }
  }

  /** The interpreter to ask: {@code RUBATO_PYTHON}, else {@code python3}. */
  static String interpreter(Map<String, String> environment) {
    String told = environment.getOrDefault("RUBATO_PYTHON", "");
    return told.isEmpty() ? "python3" : told;
  }

  /** The version of its PyTorch; none where there is no Python or no PyTorch. */
  static Optional<String> version(String interpreter) {
    try {
      Process process =
          new ProcessBuilder(interpreter, "-c", "import torch; print(torch.__version__)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(version.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Ready to run; none where PyTorch has no such rule. */
  static Optional<Python> start(String interpreter, Course course) throws IOException {
    String name = NAMES.get(course.rule().name());
    if (name == null) {
      return Optional.empty();
    }
    String momentum =
        Stream.of(course.rule().toString().split("[:,]", -1))
            .filter(option -> option.startsWith("momentum="))
            .map(option -> option.substring(option.indexOf('=') + 1))
            .findFirst()
            .orElse("0");
    Path script = Files.createTempFile("rubato-", ".py");
    try (var text = Python.class.getResourceAsStream(SCRIPT)) {
      if (text == null) {
        throw new IOException("the script " + SCRIPT + " is missing");
      }
      Files.write(script, text.readAllBytes());
      Process process =
          new ProcessBuilder(
                  interpreter,
                  script.toString(),
                  name,
                  momentum,
                  Integer.toString(course.tensors()),
                  sides(course.shape()),
                  Integer.toString(course.threads()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return Optional.of(new Python(process));
    } finally {
      Files.delete(script);
    }
  }

  /** Default, foreach and fused, as far as it has them for the rule. */
  List<Contender> contenders() {
    return contenders;
  }

  /** {@code 784x1024}. */
  private static String sides(Shape shape) {
    return IntStream.range(0, shape.rank())
        .mapToObj(axis -> Long.toString(shape.axis(axis)))
        .collect(Collectors.joining("x"));
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("PyTorch ended early");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      boolean _ = process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Kind implements Contender {
    private final String kind;

    Kind(String kind) {
      this.kind = kind;
    }

    @Override
    public String name() {
      return "PyTorch " + kind;
    }

    @Override
    public long clock() {
      return System.nanoTime();
    }

    @Override
    public long run(int count) {
      try {
        questions.write(kind + " " + count + "\n");
        questions.flush();
        return Long.parseLong(answer());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
