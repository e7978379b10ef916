package rubato.workloads;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import rubato.train.Task;

/** A workload as a line of the catalog. */
record Entry(
    String name,
    String summary,
    String data,
    int epochs,
    Setup setup,
    String engine,
    Map<String, Maker> makers,
    Computing computing)
    implements Workload {

  /** With gradients in one piece, as they are. */
  Entry(
      String name,
      String summary,
      String data,
      int epochs,
      Setup setup,
      String engine,
      Map<String, Maker> makers) {
    this(name, summary, data, epochs, setup, engine, makers, Computing.PLAIN);
  }

  /** Makes a task of a name with a setup, on one engine. */
  @FunctionalInterface
  interface Maker {
    Task task(String name, Setup setup);
  }

  /** Of several engines, the first is the default. */
  Entry {
    makers = new LinkedHashMap<>(makers); // keeps their order
  }

  /** A task of core. */
  Entry(
      String name,
      String summary,
      String data,
      int epochs,
      Setup setup,
      BiFunction<String, Setup, Task> make) {
    this(
        name,
        summary,
        data,
        epochs,
        setup,
        "none",
        Map.of("none", (called, it) -> make.apply(called, it)));
  }

  /** The same with gradients come by otherwise, which its name says. */
  Entry computing(Computing other) {
    String said = other.toString();
    String mark = said.isEmpty() ? "" : name.contains("=") ? "," : ":";
    return new Entry(name + mark + said, summary, data, epochs, setup, engine, makers, other);
  }

  @Override
  public List<String> engines() {
    return List.copyOf(makers.keySet());
  }

  @Override
  public Workload on(String wanted) {
    String plain = name.replaceFirst("@.*", "");
    String found =
        engines().stream()
            .filter(known -> known.equalsIgnoreCase(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "engine of " + plain + " must be " + known() + ", got " + wanted));
    boolean usual = found.equals(engines().getFirst());
    String called = usual ? plain : plain + "@" + found.toLowerCase(Locale.ROOT);
    return new Entry(called, summary, data, epochs, setup, found, makers, computing);
  }

  private String known() {
    return engines().stream()
        .map(engine -> engine.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  @Override
  public Task task(Setup chosen) {
    Maker maker = makers.get(engine);
    if (maker == null) {
      throw new IllegalStateException("no maker for " + engine);
    }
    return maker.task(name, new Setup(chosen.rule(), chosen.batch(), chosen.threads(), computing));
  }
}
