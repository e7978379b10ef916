package rubato.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rubato.schedule.Horizon;
import rubato.search.Arm;
import rubato.search.Ask;
import rubato.search.Dimension;
import rubato.search.Population;
import rubato.search.Recommendation;
import rubato.search.Search;
import rubato.search.Searches;
import rubato.search.Setting;
import rubato.search.Space;
import rubato.search.Told;
import rubato.train.CheckpointFile;
import rubato.train.Evaluation;
import rubato.train.Metric;
import rubato.train.Run;

/**
 * The stage that searches: courses of the method, each over a wider range than the one before where
 * its best was at the border, until the budget is spent.
 */
final class Quest {

  /** How often the range may be widened, and by how much to the side that is open. */
  private static final int WIDENINGS = 3;

  private static final double FACTOR = 30;

  /** How much of the old range a wider one keeps, on that side. */
  private static final double KEPT = 3;

  private static final long FEWEST_TRIALS = 3;

  private static final String SHORT = "the budget allows the search no training to the end";

  /** How many times its belief is drawn, at most. */
  private static final double VALLEYS = 20;

  /** What the quest ends with. */
  record Found(Arm arm, Recommendation recommendation, Course course) {}

  private final Tune.Request request;
  private final Bench bench;
  private final Progress progress;
  private final Metric metric;
  private final long steps;
  private final List<String> notes;
  private final Map<Course, List<Integer>> ids = new HashMap<>();
  private final List<Believed> beliefs = new ArrayList<>();
  private final List<Course> courses = new ArrayList<>();
  private final long before;
  private double drawnAt;

  /**
   * A quest.
   *
   * @param before the updates used before it
   * @param notes where it says what the reader must know
   */
  Quest(Tune.Request request, Bench bench, Progress progress, long before, List<String> notes) {
    this.request = request;
    this.bench = bench;
    this.progress = progress;
    this.metric = request.judged();
    this.steps = request.horizon().steps();
    this.before = before;
    this.notes = notes;
  }

  /** Spends up to {@code budget} updates over the rates from {@code low} to {@code high}. */
  Found search(double low, double high, long budget) {
    progress.stage("search", (int) Math.min(Integer.MAX_VALUE, budget));
    double from = low;
    double to = high;
    for (int widened = 0; ; widened++) {
      long left = budget - spent();
      Space space = request.scope().space(from, to);
      boolean last = widened == WIDENINGS;
      Course course = course(space, left, last ? Long.MAX_VALUE : left / 2);
      courses.add(course);
      run(course);
      ids.getOrDefault(course, List.of()).forEach(id -> progress.finished(id, outcome(id)));
      if (course.gaveUp()) {
        notes.add(Course.AHEAD + " trials crashed one after the other: the search ended there");
        return found(high);
      }
      Optional<Boolean> open = open(course);
      if (open.isEmpty() || budget - spent() < steps / Search.REPORTS) {
        open.ifPresent(up -> notes.add(border(from(space), to(space), up)));
        return found(high);
      }
      boolean up = open.get();
      if (last) {
        notes.add(border(from, to, up));
        return found(high);
      }
      double middle = up ? to : from;
      notes.add(
          "%s between the rates %s and %s: the search went on %s"
              .formatted(
                  course.recommend().isPresent()
                      ? "the best was at the %s border".formatted(up ? "upper" : "lower")
                      : "every trial diverged",
                  show(from),
                  show(to),
                  up ? "above" : "below"));
      from = up ? middle / KEPT : middle / FACTOR;
      to = up ? middle * FACTOR : middle * KEPT;
    }
  }

  /** A course of full trainings, or of the longest parts of them of which some fit. */
  private Course course(Space space, long left, long limit) {
    for (long horizon = steps; ; horizon = Math.min(horizon - 1, left / FEWEST_TRIALS)) {
      var search = Searches.parse(request.method(), space, horizon, request.seed());
      var course = new Course(search, left, one -> told(one, limit));
      if (!course.pending().isEmpty() || left < FEWEST_TRIALS || horizon < FEWEST_TRIALS) {
        if (horizon < steps && notes.stream().noneMatch(note -> note.startsWith(SHORT))) {
          notes.add(SHORT + ": its trials stop after %d of %d updates".formatted(horizon, steps));
        }
        return course;
      }
    }
  }

  private static double from(Space space) {
    return range(space).low();
  }

  private static double to(Space space) {
    return range(space).high();
  }

  private static Dimension.Log range(Space space) {
    return (Dimension.Log) space.dimensions().get(space.index(Space.RATE));
  }

  private static String border(double from, double to, boolean up) {
    return "the best rate is at the %s border of %s to %s: a larger budget, or other --rates, would look beyond"
        .formatted(up ? "upper" : "lower", show(from), show(to));
  }

  private void run(Course course) {
    bench.work(
        () -> course.pending().stream().map(ask -> wish(course, ask)).toList(),
        (wish, run) -> {
          Ask ask =
              course.pending().stream()
                  .filter(one -> wish(course, one).equals(wish))
                  .findFirst()
                  .orElseThrow();
          course.answer(ask, run.map(one -> reports(ask, one)));
        });
  }

  private String outcome(int id) {
    Trial trial = bench.trial(id);
    Run run = trial.run();
    if (!trial.crash().isEmpty()) {
      return "crashed: " + trial.crash();
    }
    return run.end() == Run.End.DIVERGED
        ? "diverged after %d updates".formatted(run.steps().size())
        : "%s %s after %d updates"
            .formatted(
                metric.name(),
                run.evaluations().isEmpty()
                    ? "unknown"
                    : show(request.judge().value(run.evaluations().getLast().evaluation())),
                run.steps().size());
  }

  /** On which side the range is open: true above, false below; empty when the best is within. */
  private static Optional<Boolean> open(Course course) {
    Optional<Recommendation> choice = course.recommend();
    boolean dead =
        choice.isEmpty() && course.state().trials().stream().anyMatch(trial -> trial.dead());
    if (dead) {
      return Optional.of(false);
    }
    return choice
        .flatMap(Recommendation::border)
        .filter(border -> border.name().equals(Space.RATE))
        .map(Recommendation.Border::high);
  }

  private void told(Course course, long limit) {
    Optional<Recommendation> now = course.recommend();
    progress.searching(course.search(), course.state(), now);
    now.ifPresent(
        choice -> {
          double used = used();
          boolean drawn = used >= drawnAt;
          drawnAt = drawn ? used + request.budget() / VALLEYS : drawnAt;
          Believed belief = Valley.belief(course, choice, request.scope(), used, drawn);
          beliefs.add(belief);
          progress.best(belief);
        });
    if (course.spent() >= limit && open(course).isPresent()) {
      course.close();
    }
  }

  private long spent() {
    return courses.stream().mapToLong(Course::spent).sum();
  }

  private double used() {
    return (double) (before + spent()) / steps;
  }

  /** The choice of the best course: a later one where it is as good. */
  private Found found(double high) {
    Found best = null;
    for (Course course : courses) {
      Optional<Recommendation> choice = course.recommend();
      if (choice.isPresent() && (best == null || asGood(course, best.course()))) {
        best = new Found(choice.get().arm(), choice.get(), course);
      }
    }
    if (best == null) {
      throw none(high);
    }
    return best;
  }

  /* After as many updates, the most that both have trained for: values of others do not compare. */
  private static boolean asGood(Course course, Course other) {
    long step = Math.min(furthest(course), furthest(other));
    return lowest(course, step) <= lowest(other, step);
  }

  private static double lowest(Course course, long step) {
    return course.state().trials().stream()
        .flatMap(trial -> trial.told().stream().filter(one -> one.step() >= step).limit(1))
        .filter(Told::alive)
        .mapToDouble(Told::value)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private LabException none(double high) {
    String crash =
        bench.trials().stream()
            .map(Trial::crash)
            .filter(one -> !one.isEmpty())
            .findFirst()
            .orElse("");
    if (!crash.isEmpty() && courses.getLast().state().told().isEmpty()) {
      return new LabException("every trial crashed: " + crash);
    }
    return LabException.noUsableRate(
        "every trial between the rates %s and %s diverged: check the data, or tune another optimizer; what was found is in %s"
            .formatted(
                show(from(courses.getLast().search().space())), show(high), request.folder()));
  }

  private static long furthest(Course course) {
    return course.state().trials().stream()
        .filter(trial -> trial.alive())
        .mapToLong(trial -> trial.step())
        .max()
        .orElse(0);
  }

  // Between the search's steps, which are of the study's horizon, and the updates of a trial.

  private Bench.Wish wish(Course course, Ask ask) {
    List<Integer> known = ids.computeIfAbsent(course, _ -> new ArrayList<>());
    if (known.size() == ask.trial()) {
      CheckpointFile.Settings settings = request.settings(ask.arm(), ask.seed());
      int id =
          bench.trial(
              Trial.Role.SEARCH,
              request.scope().schedule(ask.arm()),
              Scope.rounded(ask.arm().rate()),
              settings);
      known.add(id);
      if (Course.copied(ask.arm()) > 0) {
        int from = known.get((int) ask.arm().number(Population.FROM));
        bench.copy(from, id, Course.copied(ask.arm()));
      }
    }
    Horizon horizon = request.horizon(ask.arm());
    return new Bench.Wish(
        known.get(ask.trial()),
        looks(course, ask.until()).stream()
            .map(look -> updates(look, horizon))
            .distinct()
            .toList());
  }

  /** Every report up to {@code until}, in steps of the search. */
  private static List<Long> looks(Course course, long until) {
    var looks = new ArrayList<Long>();
    for (int part = 1; part <= Search.REPORTS; part++) {
      long look = Search.report(course.search().horizon(), part);
      if (look < until && (looks.isEmpty() || look > looks.getLast())) {
        looks.add(look);
      }
    }
    looks.add(until);
    return looks;
  }

  private long updates(long look, Horizon horizon) {
    return Math.max(1, Math.multiplyExact(look, horizon.steps()) / steps);
  }

  private List<Told> reports(Ask ask, Run run) {
    Horizon horizon = request.horizon(ask.arm());
    Course course = courses.getLast();
    long from = course.state().trial(ask.trial()).orElseThrow().step();
    var reports = new ArrayList<Told>();
    for (long look : looks(course, ask.until())) {
      if (look <= from) {
        continue;
      }
      Optional<Evaluation> seen = seen(run, updates(look, horizon));
      if (seen.isEmpty()) {
        long at = Math.ceilDiv(Math.multiplyExact(run.steps().size(), steps), horizon.steps());
        reports.add(new Told(ask.trial(), Math.clamp(at, from + 1, look), Double.NaN));
        return reports;
      }
      double judged = request.judge().value(seen.get());
      double value = metric.higherIsBetter() ? -judged : judged;
      reports.add(new Told(ask.trial(), look, value, seen.get().loss()));
      from = look;
      if (!Double.isFinite(value)) {
        return reports;
      }
    }
    return reports;
  }

  private static Optional<Evaluation> seen(Run run, long updates) {
    return run.evaluations().stream()
        .filter(evaluated -> evaluated.step() == updates)
        .map(Run.Evaluated::evaluation)
        .filter(_ -> run.end() != Run.End.DIVERGED || run.steps().size() > updates)
        .findFirst();
  }

  // For the reader.

  List<Believed> beliefs() {
    return beliefs;
  }

  List<Tried> tried() {
    var all = new ArrayList<Tried>();
    for (Course course : courses) {
      course
          .state()
          .trials()
          .forEach(
              trial ->
                  all.add(
                      new Tried(
                          ids.getOrDefault(course, List.of()).get(trial.number()),
                          named(trial.arm()),
                          trial.seed(),
                          trial.told().stream()
                              .map(one -> new Tried.Rung((double) one.step() / steps, one.value()))
                              .toList())));
    }
    return all;
  }

  static Map<String, String> named(Arm arm) {
    var named = new TreeMap<String, String>();
    for (Setting one : arm.settings()) {
      named.put(
          one.name(),
          switch (one) {
            case Setting.Numeral number -> Double.toString(number.value());
            case Setting.Word word -> word.word();
          });
    }
    return named;
  }

  static String show(double value) {
    return String.format(java.util.Locale.ROOT, "%.3g", value);
  }
}
