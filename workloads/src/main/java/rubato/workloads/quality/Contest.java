package rubato.workloads.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All trainings of some entrants on some tasks.
 *
 * @param problems the tasks
 * @param entrants who takes part
 * @param seeds how many trainings at each rate; at least 1
 */
public record Contest(List<Problem> problems, List<Entrant> entrants, int seeds) {

  public Contest {
    problems = List.copyOf(problems);
    entrants = List.copyOf(entrants);
    if (seeds < 1) {
      throw new IllegalArgumentException("seeds must be >= 1, got " + seeds);
    }
  }

  /** Who is told how it goes, by any thread. */
  public interface Listener {

    /** A training was made. */
    void made(Line line, int done, int all);

    /** True to stop; asked before each training. */
    boolean stop();
  }

  private record Item(Problem problem, Entrant entrant, double rate, long seed) {
    Line.Key key() {
      return new Line.Key(problem.name(), entrant.name(), rate, seed);
    }
  }

  /** The trainings that hang on no other. */
  private List<Item> first() {
    List<Item> items = new ArrayList<>();
    for (Problem problem : problems) {
      for (Entrant entrant : entrants) {
        for (long seed = 1; seed <= seeds; seed++) {
          if (seed == 1 || problem.kind() != Problem.Kind.NETWORK) {
            for (double rate : Rates.ALL) {
              items.add(new Item(problem, entrant, rate, seed));
            }
          }
          if (!Rates.ALL.contains(entrant.rate())) {
            items.add(new Item(problem, entrant, entrant.rate(), seed));
          }
        }
      }
    }
    return items;
  }

  /** For networks, the other seeds of the rates that are worth it. */
  private List<Item> second(List<Line> lines) {
    Map<String, List<Line>> curves = new HashMap<>();
    lines.stream()
        .filter(line -> line.seed() == 1 && Rates.ALL.contains(line.rate()))
        .forEach(line -> curves.computeIfAbsent(place(line), _ -> new ArrayList<>()).add(line));
    List<Item> items = new ArrayList<>();
    for (Problem problem : problems) {
      for (Entrant entrant : entrants) {
        if (problem.kind() == Problem.Kind.NETWORK) {
          var curve = curves.getOrDefault(problem.name() + "|" + entrant.name(), List.of());
          rates(curve, entrant)
              .forEach(
                  rate -> {
                    for (long seed = 2; seed <= seeds; seed++) {
                      items.add(new Item(problem, entrant, rate, seed));
                    }
                  });
        }
      }
    }
    return items;
  }

  private static String place(Line line) {
    return line.task() + "|" + line.rule();
  }

  /** The best rate of {@code curve}, its neighbours, and the default if it is among the 21. */
  private static List<Double> rates(List<Line> curve, Entrant entrant) {
    Line best =
        curve.stream()
            .min(Comparator.comparingDouble(Line::loss).thenComparingDouble(Line::rate))
            .orElseThrow();
    int at = Rates.ALL.indexOf(best.rate());
    var rates =
        new TreeSet<>(Rates.ALL.subList(Math.max(0, at - 1), Math.min(Rates.ALL.size(), at + 2)));
    if (Rates.ALL.contains(entrant.rate())) {
      rates.add(entrant.rate());
    }
    return List.copyOf(rates);
  }

  /**
   * Makes those that are not in {@code ledger}, on {@code threads} threads.
   *
   * @return how many it made
   * @throws IllegalStateException when a rule fails, saying which and where
   */
  public int run(Ledger ledger, int threads, Listener listener) throws InterruptedException {
    int made = work(first(), ledger, threads, listener);
    return listener.stop() ? made : made + work(second(ledger.lines()), ledger, threads, listener);
  }

  private static int work(List<Item> items, Ledger ledger, int threads, Listener listener)
      throws InterruptedException {
    List<Item> left = items.stream().filter(item -> !ledger.has(item.key())).toList();
    var next = new AtomicInteger();
    var made = new AtomicInteger();
    int before = items.size() - left.size();
    Callable<Void> work =
        () -> {
          Map<String, Model> models = new HashMap<>();
          for (int i = next.getAndIncrement();
              i < left.size() && !listener.stop();
              i = next.getAndIncrement()) {
            Item item = left.get(i);
            Model model =
                models.computeIfAbsent(item.problem.name(), _ -> item.problem.model().get());
            Line line = train(item, model);
            ledger.add(line);
            listener.made(line, before + made.incrementAndGet(), items.size());
          }
          return null;
        };
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Void>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(work));
      }
      for (Future<Void> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(cause.getMessage(), cause);
    }
    return made.get();
  }

  private static Line train(Item item, Model model) {
    try {
      return new Attempt(item.problem, model, item.entrant, item.seed).run(item.rate);
    } catch (RuntimeException e) {
      throw new IllegalStateException(item.key() + " failed: " + e, e);
    }
  }
}
