package rubato.lab.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import rubato.lab.TextFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads recorded trainings, one a line: {@code {"p": problem, "sched": schedule, "k": index, "lr":
 * rate, "seed": n, "v0": loss before training, "val": [27 held-out losses], "train": [...]}}, where
 * null is a loss that is not finite. What else a line says is not read.
 */
public final class Tables {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** Rates this close to each other, in logarithms, are the same written differently. */
  private static final double SAME = 1e-6;

  private record Key(String problem, String schedule) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byProblem = problem.compareTo(other.problem);
      return byProblem != 0 ? byProblem : schedule.compareTo(other.schedule);
    }
  }

  private record Cell(double rate, long seed, int line, Table.Curve curve) {}

  private Tables() {}

  /**
   * The tables of a file, by problem and schedule, in whatever order its lines are.
   *
   * @throws IllegalArgumentException when it is not one, in one line with the number of the line
   */
  public static List<Table> read(Path file) throws IOException {
    try (var in = TextFile.open(file)) {
      return read(in);
    }
  }

  /** The tables of a text. */
  public static List<Table> parse(String text) {
    try (var in = new BufferedReader(new StringReader(text))) {
      return read(in);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static List<Table> read(BufferedReader in) throws IOException {
    var cells = new TreeMap<Key, List<Cell>>();
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isBlank()) {
        JsonNode node = node(line, number);
        cells
            .computeIfAbsent(
                new Key(text(node, "p", number), text(node, "sched", number)),
                _ -> new ArrayList<>())
            .add(cell(node, number));
      }
    }
    if (cells.isEmpty()) {
      throw new IllegalArgumentException(
          "table must have at least one training, got " + number + " lines without any");
    }
    var tables = new ArrayList<Table>();
    cells.forEach((key, all) -> tables.add(table(key, all)));
    return tables;
  }

  private static JsonNode node(String line, int number) {
    JsonNode node;
    try {
      node = MAPPER.readTree(line);
    } catch (JacksonException broken) {
      throw bad(
          number,
          "must be a JSON object, got %s, broken at column %d"
              .formatted(cut(line), broken.getLocation().getColumnNr()));
    }
    if (!node.isObject()) {
      throw bad(number, "must be a JSON object, got " + cut(line));
    }
    return node;
  }

  private static Cell cell(JsonNode node, int number) {
    double rate = finite(node, "lr", number);
    if (!(rate > 0)) {
      throw bad(number, "lr must be finite and > 0, got " + rate);
    }
    JsonNode seed = node.path("seed");
    if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
      throw bad(number, "seed must be a whole number, got " + said(seed));
    }
    double start = finite(node, "v0", number);
    List<Double> losses = losses(node.path("val"), "val", number);
    if (!node.path("train").isMissingNode()) {
      losses(node.path("train"), "train", number);
    }
    return new Cell(rate, seed.longValue(), number, new Table.Curve(start, losses));
  }

  private static List<Double> losses(JsonNode array, String name, int number) {
    if (!array.isArray() || array.size() != Table.REPORTS) {
      throw bad(
          number,
          "%s must be %d losses, got %s"
              .formatted(
                  name,
                  Table.REPORTS,
                  array.isArray() ? String.valueOf(array.size()) : said(array)));
    }
    var losses = new ArrayList<Double>();
    for (JsonNode one : array) {
      if (!one.isNull() && !one.isNumber()) {
        throw bad(number, name + " must be numbers or null, got " + cut(one.toString()));
      }
      losses.add(one.isNull() ? Double.NaN : one.doubleValue());
    }
    return losses;
  }

  private static String text(JsonNode node, String name, int number) {
    JsonNode text = node.path(name);
    if (!text.isString()) {
      throw bad(number, name + " must be a text, got " + said(text));
    }
    return text.stringValue();
  }

  private static double finite(JsonNode node, String name, int number) {
    JsonNode value = node.path(name);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw bad(number, name + " must be a finite number, got " + said(value));
    }
    return value.doubleValue();
  }

  private static String said(JsonNode node) {
    return node.isMissingNode() ? "nothing" : cut(node.toString());
  }

  private static Table table(Key key, List<Cell> cells) {
    var rates = new TreeMap<Double, Double>();
    for (Cell cell : cells) {
      double log = Math.log(cell.rate());
      if (rates.subMap(log - SAME, log + SAME).isEmpty()) {
        rates.put(log, cell.rate());
      }
    }
    if (rates.size() < 2) {
      throw bad(
          cells.getFirst().line(),
          "%s, %s must have at least 2 rates, got 1".formatted(key.problem(), key.schedule()));
    }
    List<Double> logs = List.copyOf(rates.keySet());
    List<Double> all = List.copyOf(rates.values());
    var byRate = new ArrayList<Map<Long, Cell>>();
    logs.forEach(_ -> byRate.add(new TreeMap<>()));
    var seeds = new TreeSet<Long>();
    for (Cell cell : cells) {
      seeds.add(cell.seed());
      double log = rates.ceilingKey(Math.log(cell.rate()) - SAME);
      Cell before = byRate.get(logs.indexOf(log)).putIfAbsent(cell.seed(), cell);
      if (before != null) {
        throw bad(
            cell.line(),
            "rate %s of seed %d must be there once, got it in line %d too"
                .formatted(cell.rate(), cell.seed(), before.line()));
      }
    }
    var curves = new ArrayList<List<Table.Curve>>();
    for (int i = 0; i < logs.size(); i++) {
      var row = new ArrayList<Table.Curve>();
      for (long seed : seeds) {
        Cell cell = byRate.get(i).get(seed);
        if (cell == null) {
          throw missing(key, all.get(i), seed, cells);
        }
        row.add(cell.curve());
      }
      curves.add(row);
    }
    return new Table(key.problem(), key.schedule(), all, List.copyOf(seeds), curves);
  }

  private static IllegalArgumentException missing(
      Key key, double rate, long seed, List<Cell> cells) {
    int first =
        cells.stream().filter(cell -> cell.seed() == seed).mapToInt(Cell::line).min().orElse(0);
    return bad(
        first,
        "seed %d of %s, %s must have every rate, got none at %s"
            .formatted(seed, key.problem(), key.schedule(), rate));
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 40 ? line : line.substring(0, 40) + "...";
  }

  private static IllegalArgumentException bad(int line, String message) {
    return new IllegalArgumentException("line " + line + ": " + message);
  }
}
