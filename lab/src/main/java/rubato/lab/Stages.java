package rubato.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import rubato.lab.former.Arm;
import rubato.lab.former.Ask;
import rubato.lab.former.Grid;
import rubato.lab.former.Halving;
import rubato.lab.former.Random;
import rubato.lab.former.Search;
import rubato.lab.former.Told;
import rubato.search.Ladder;
import rubato.text.Spec;
import rubato.train.Metric;

/** The stages of one study, in their order; each leaves what the next needs. */
final class Stages {

  private static final double NAIVE_RATE = 1e-3;

  private final Tune.Request request;
  private final Progress progress;
  private final Workbench bench;
  private final Metric metric;
  private final long steps;
  private final long total;
  private final List<String> notes = new ArrayList<>();

  Stages(Tune.Request request, Progress progress, Workbench bench) {
    this.request = request;
    this.progress = progress;
    this.bench = bench;
    this.metric = request.task().metric();
    this.steps = request.horizon().steps();
    this.total = request.updates();
  }

  /** A search that is over, with the trial number on the bench of its trial 0. */
  private record Searched(Plan plan, Search search, Search.State state, int first) {
    int id(Told told) {
      return first + told.trial();
    }

    Arm arm(Told told) {
      return search.arms().get(told.trial());
    }

    /** What was told of {@code trial} at {@code step}. */
    Optional<Told> at(int trial, long step) {
      return state.told().stream()
          .filter(told -> told.trial() == trial && told.step() == step)
          .findFirst();
    }
  }

  TuneResult answer(Environment environment) {
    var range = new RangeStage(request, progress, bench).run(total);
    notes.addAll(range.notes());
    Searched searched = search(range.bracket());
    List<Finalist> finalists = replicate(searched);
    Finalist chosen = Finalist.best(finalists, metric);
    double noise = Finalist.noise(finalists);
    double rate = searched.arm(chosen.told()).rate();
    String schedule = searched.arm(chosen.told()).schedule();
    Interval interval = Interval.of(rate, tried(searched, chosen, finalists), noise);
    notes.addAll(interval.notes());
    long used = used();
    Score baseline = baseline(searched.plan().end(), chosen.seen().size());
    return new TuneResult(
        request.task().name(),
        metric,
        request.optimizer(),
        request.method(),
        schedule,
        rate,
        interval.low(),
        interval.high(),
        chosen.score(),
        baseline,
        request.budget(),
        (double) used / steps,
        (double) bench.updates(Trial.Role.BASELINE) / steps,
        request.seed(),
        request.horizon(),
        range.finding(),
        bench.trials(),
        environment,
        request.command(),
        request.next().apply(Spec.parse(schedule).withRate(rate).toString()),
        notes);
  }

  private long used() {
    return bench.updates(Trial.Role.RANGE_TEST, Trial.Role.SEARCH, Trial.Role.REPLICATE);
  }

  // Search.

  private Searched search(RangeStage.Bracket bracket) {
    RangeStage.Bracket current = bracket;
    for (int attempt = 0; ; attempt++) {
      Plan plan = plan(current);
      Searched searched = search(plan, arms(plan, current));
      if (searched.search().best(searched.state()).isPresent()) {
        notes.addAll(plan.notes(request.schedules(), steps));
        return searched;
      }
      String tried =
          "every trial between the rates %s and %s diverged"
              .formatted(show(current.low()), show(current.high()));
      // What diverges early costs little: there is mostly budget left to look lower.
      if (attempt == 2 || total - used() < 10) {
        throw LabException.noUsableRate(
            tried
                + ": check the data, or tune another optimizer; the journal is in "
                + request.folder());
      }
      notes.add(tried + ": the search went on a thousand times lower");
      current = new RangeStage.Bracket(current.low() / 1e3, current.low(), true);
    }
  }

  private Plan plan(RangeStage.Bracket bracket) {
    long left = total - used();
    return request.method().equals("halving")
        ? Plan.halving(left, steps, request.schedules(), bracket.wide())
        : Plan.full(left, steps, request.schedules());
  }

  private Search arms(Plan plan, RangeStage.Bracket bracket) {
    if (request.method().equals("random")) {
      Random drawn =
          Random.draw(
              plan.schedules(),
              bracket.low(),
              bracket.high(),
              plan.schedules().size() * plan.rates(),
              plan.end(),
              new SplittableRandom(request.seed()));
      return new Random(
          drawn.arms().stream().map(arm -> new Arm(arm.schedule(), rounded(arm.rate()))).toList(),
          plan.end());
    }
    double middle = Math.sqrt(bracket.low() * bracket.high());
    var arms = new ArrayList<Arm>();
    for (String schedule : plan.schedules()) {
      for (int i = 0; i < plan.rates(); i++) {
        double rate =
            plan.rates() == 1
                ? middle
                : new Ladder(bracket.low(), bracket.high(), plan.rates()).at(i);
        arms.add(new Arm(schedule, rounded(rate)));
      }
    }
    return request.method().equals("grid")
        ? new Grid(arms, plan.end())
        : new Halving(arms, plan.rungs(), Plan.ETA, plan.finalists());
  }

  /** Two digits: a grid of a few rates per decade means no more. */
  private static double rounded(double rate) {
    return new BigDecimal(rate).round(new MathContext(2, RoundingMode.HALF_EVEN)).doubleValue();
  }

  private Searched search(Plan plan, Search search) {
    progress.stage("search", (int) Math.min(Integer.MAX_VALUE, search.cost()));
    int first = bench.trials().size();
    for (Arm arm : search.arms()) {
      bench.add(Trial.Role.SEARCH, arm.schedule(), arm.rate(), request.seed());
    }
    var state = Search.State.INITIAL;
    for (List<Ask> asks = search.ask(state); !asks.isEmpty(); asks = search.ask(state)) {
      for (Ask ask : asks) {
        int id = first + ask.trial();
        Workbench.Reached reached = bench.advance(id, ask.until());
        Told told = told(ask.trial(), reached);
        state = search.tell(state, told);
        if (!told.alive() || reached.steps() == plan.end()) {
          bench.end(id, outcome(reached));
        }
      }
      endTheRest(search, state, first);
    }
    return new Searched(plan, search, state, first);
  }

  private void endTheRest(Search search, Search.State state, int first) {
    List<Integer> going = search.ask(state).stream().map(Ask::trial).toList();
    for (Told told : search.ranking(state)) {
      if (!going.contains(told.trial())) {
        bench.end(first + told.trial(), "stopped after %d updates".formatted(told.step()));
      }
    }
  }

  private Told told(int trial, Workbench.Reached reached) {
    double value = reached.evaluation().metric();
    return new Told(
        trial,
        reached.steps(),
        reached.alive() ? (metric.higherIsBetter() ? -value : value) : Double.NaN,
        reached.evaluation().loss());
  }

  private String outcome(Workbench.Reached reached) {
    return reached.alive()
        ? metric.name() + " " + show(reached.evaluation().metric())
        : "diverged after %d updates".formatted(reached.steps());
  }

  // Replicates.

  private List<Finalist> replicate(Searched searched) {
    Plan plan = searched.plan();
    List<Told> alive =
        searched.search().ranking(searched.state()).stream().filter(Told::alive).toList();
    long furthest = alive.getFirst().step();
    List<Told> last =
        alive.stream().filter(t -> t.step() == furthest).limit(plan.finalists()).toList();
    if (furthest < plan.end()) {
      notes.add(
          "every finalist diverged: the answer is the best of those stopped after %d updates"
              .formatted(furthest));
    }
    progress.stage("replicates", (int) Math.min(Integer.MAX_VALUE, plan.replicates()));
    var finalists = new ArrayList<Finalist>();
    for (Told told : last) {
      finalists.add(Finalist.of(told, bench.trial(searched.id(told)).run()));
    }
    for (int seed = 1; seed <= plan.extraSeeds(); seed++) {
      for (int i = 0; i < finalists.size(); i++) {
        Finalist finalist = finalists.get(i);
        if (used() + furthest <= total) {
          Arm arm = searched.arm(finalist.told());
          int id =
              bench.add(Trial.Role.REPLICATE, arm.schedule(), arm.rate(), request.seed() + seed);
          Workbench.Reached reached = bench.advance(id, furthest);
          bench.end(id, outcome(reached));
          finalists.set(i, finalist.with(reached.evaluation()));
        }
      }
    }
    return finalists;
  }

  private List<Interval.Tried> tried(Searched searched, Finalist chosen, List<Finalist> finalists) {
    Arm arm = searched.arm(chosen.told());
    var tried = new ArrayList<Interval.Tried>();
    for (Told told : searched.search().ranking(searched.state())) {
      Arm other = searched.arm(told);
      if (other.schedule().equals(arm.schedule()) && told.trial() != chosen.told().trial()) {
        double gap =
            finalists.stream()
                .filter(one -> one.told().trial() == told.trial())
                .findFirst()
                .map(one -> chosen.worse(one, metric))
                .orElseGet(() -> gap(searched, chosen, told));
        tried.add(new Interval.Tried(other.rate(), gap));
      }
    }
    return tried;
  }

  /** How much worse another trial was at its last step; one that diverged is worse by far. */
  private static double gap(Searched searched, Finalist chosen, Told told) {
    if (!told.alive()) {
      return Double.POSITIVE_INFINITY;
    }
    return searched
        .at(chosen.told().trial(), told.step())
        .map(same -> told.value() - same.value())
        .orElse(Double.POSITIVE_INFINITY);
  }

  // Baseline.

  private Score baseline(long end, int seeds) {
    progress.stage("baseline", (int) Math.min(Integer.MAX_VALUE, end * seeds));
    var values = new ArrayList<Double>();
    for (int seed = 0; seed < seeds; seed++) {
      int id = bench.add(Trial.Role.BASELINE, "rate", NAIVE_RATE, request.seed() + seed);
      Workbench.Reached reached = bench.advance(id, end);
      bench.end(id, outcome(reached));
      values.add(reached.evaluation().metric());
    }
    return Score.of(values);
  }

  static String show(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
