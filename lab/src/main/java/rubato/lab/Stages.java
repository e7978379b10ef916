package rubato.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.schedule.Horizon;
import rubato.search.Arm;
import rubato.search.Search;
import rubato.search.State;
import rubato.train.CheckpointFile;
import rubato.train.Run;

/** The stages of one study, in their order; each leaves what the next needs. */
final class Stages {

  /** How many choices are trained on more seeds, when the first ones diverge there. */
  private static final int CHOICES = 3;

  private final Tune.Request request;
  private final Progress progress;
  private final Bench bench;
  private final long steps;
  private final long total;
  private final List<String> notes = new ArrayList<>();

  Stages(Tune.Request request, Progress progress, Bench bench) {
    this.request = request;
    this.progress = progress;
    this.bench = bench;
    this.steps = request.horizon().steps();
    this.total = request.updates();
  }

  /** A choice with what each seed said of it. */
  private record Confirmed(Arm arm, long end, Score score) {}

  TuneResult answer(Environment environment) {
    RangeOutcome range = range();
    notes.addAll(range.notes());
    var quest = new Quest(request, bench, progress, ranged(range), notes);
    Quest.Found found =
        quest.search(range.low(), range.high(), total - ranged(range) - request.reserve());
    progress.searched(found.course().search(), found.course().state());
    Confirmed chosen = confirm(found);
    long used = used();
    Score baseline = baseline(chosen.end(), chosen.score().values().size());
    double rate = Scope.rounded(chosen.arm().rate());
    String schedule = request.scope().schedule(chosen.arm());
    List<Tried> tried = quest.tried();
    boolean first = chosen.arm().equals(found.arm());
    return new TuneResult(
        request.base().task(),
        request.metric(),
        request.judged(),
        request.scope().optimizer(chosen.arm()),
        request.method(),
        schedule,
        rate,
        first ? Math.min(rate, found.recommendation().low()) : rate,
        first ? Math.max(rate, found.recommendation().high()) : rate,
        chosen.score(),
        baseline,
        request.budget(),
        (double) used / steps,
        (double) updates(Trial.Role.BASELINE) / steps,
        request.seed(),
        request.horizon(),
        range.finding(),
        bench.trials(),
        environment,
        request.command(),
        request.next().apply(request.settings(chosen.arm(), 0)),
        notes,
        found.recommendation().reason(),
        Quest.named(chosen.arm()),
        tried,
        quest.beliefs(),
        Importance.of(tried));
  }

  private RangeOutcome range() {
    String text = request.base() + " " + total + " " + request.scope().rates();
    RangeOutcome outcome = bench.ranged(text, () -> new RangeStage(request, progress).run(total));
    outcome.runs().forEach(bench::add);
    return outcome;
  }

  private static long ranged(RangeOutcome range) {
    return range.runs().stream().mapToLong(run -> run.steps().size()).sum();
  }

  /* Updates of the study's horizon: a trial of another batch has more or fewer for the same. */
  private long used() {
    return updates(Trial.Role.RANGE_TEST, Trial.Role.SEARCH, Trial.Role.REPLICATE);
  }

  private long updates(Trial.Role... roles) {
    List<Trial.Role> wanted = List.of(roles);
    return bench.trials().stream()
        .filter(trial -> wanted.contains(trial.role()))
        .mapToLong(trial -> bench.cost(trial.id(), request.horizon()))
        .sum();
  }

  // Replicates.

  /** The first choice that trains on every seed that the budget allows. */
  private Confirmed confirm(Quest.Found found) {
    List<Arm> choices = choices(found);
    int seeds = request.seeds();
    progress.stage("replicates", (int) Math.min(Integer.MAX_VALUE, Math.max(1, seeds) * steps));
    Confirmed best = null;
    for (Arm arm : choices) {
      long left = total - used();
      Confirmed confirmed = confirm(arm, left, seeds);
      if (confirmed == null) {
        break;
      }
      if (best == null || Double.isNaN(best.score().mean())) {
        best = confirmed;
      }
      if (Double.isFinite(confirmed.score().mean())) {
        break;
      }
      notes.add("the rate %s diverged on another seed".formatted(Scope.rounded(arm.rate())));
    }
    if (best == null) {
      throw new LabException(
          "every trial of the chosen rate crashed; what was found is in " + request.folder());
    }
    limits(best, seeds);
    return best;
  }

  private void limits(Confirmed chosen, int seeds) {
    if (chosen.end() < steps) {
      notes.add(
          "the budget allows no training to the end: the choice and the baseline stop after %d of %d updates"
              .formatted(chosen.end(), steps));
    }
    if (chosen.score().values().size() < 2) {
      notes.add("the budget allows one seed only: the spread over seeds is not known");
    } else if (seeds < 3) {
      notes.add("the budget allows %d seeds only".formatted(seeds));
    }
  }

  /** The search's choice, then the trials that were best, the furthest first. */
  private static List<Arm> choices(Quest.Found found) {
    var arms = new ArrayList<Arm>();
    arms.add(found.arm());
    State state = found.course().state();
    state.trials().stream()
        .filter(trial -> trial.alive() && trial.step() > 0)
        .sorted(
            (a, b) ->
                a.step() != b.step()
                    ? Long.compare(b.step(), a.step())
                    : a.told().getLast().compareTo(b.told().getLast()))
        .map(rubato.search.Trial::arm)
        .filter(arm -> !arm.equals(found.arm()))
        .distinct()
        .limit(CHOICES - 1)
        .forEach(arms::add);
    return arms;
  }

  /** An arm on {@code seeds} seeds as far as {@code left} allows; null when all crashed. */
  private @org.jspecify.annotations.Nullable Confirmed confirm(Arm arm, long left, int seeds) {
    long end = steps;
    if (left < (long) seeds * steps || seeds == 0) {
      int part = (int) Math.min(Search.REPORTS, left * Search.REPORTS / steps / Math.max(1, seeds));
      end = part < 1 ? Math.max(1, left) : Search.report(steps, part);
      end = Math.min(end, Math.max(1, left));
    }
    var values = new ArrayList<Double>();
    var wishes = new ArrayList<Bench.Wish>();
    Horizon horizon = request.horizon(arm);
    long until = Math.max(1, end * horizon.steps() / steps);
    for (int seed = 0; seed < Math.max(1, seeds); seed++) {
      CheckpointFile.Settings settings = request.settings(arm, seed);
      int id =
          bench.trial(
              Trial.Role.REPLICATE,
              request.scope().schedule(arm),
              Scope.rounded(arm.rate()),
              settings);
      wishes.add(new Bench.Wish(id, looks(horizon, until)));
    }
    all(wishes).forEach(run -> run.ifPresent(one -> values.add(metric(one))));
    return values.isEmpty() ? null : new Confirmed(arm, end, Score.of(values));
  }

  private static List<Long> looks(Horizon horizon, long until) {
    var looks = new ArrayList<Long>();
    for (int part = 1; part <= Search.REPORTS; part++) {
      long look = Search.report(horizon.steps(), part);
      if (look < until && (looks.isEmpty() || look > looks.getLast())) {
        looks.add(look);
      }
    }
    looks.add(until);
    return looks;
  }

  private static double metric(Run run) {
    return run.end() == Run.End.DIVERGED || run.evaluations().isEmpty()
        ? Double.NaN
        : run.evaluations().getLast().evaluation().metric();
  }

  /** What became of these wishes, in their order. */
  private List<Optional<Run>> all(List<Bench.Wish> wishes) {
    var answers = new java.util.HashMap<Integer, Optional<Run>>();
    bench.work(
        () -> wishes.stream().filter(wish -> !answers.containsKey(wish.id())).toList(),
        (wish, run) -> {
          answers.put(wish.id(), run);
          run.ifPresent(one -> bench.end(wish.id(), outcome(one)));
        });
    return wishes.stream().map(wish -> answers.getOrDefault(wish.id(), Optional.empty())).toList();
  }

  private String outcome(Run run) {
    return run.end() == Run.End.DIVERGED
        ? "diverged after %d updates".formatted(run.steps().size())
        : request.metric().name() + " " + Quest.show(metric(run));
  }

  // Baseline.

  private Score baseline(long end, int seeds) {
    progress.stage("baseline", (int) Math.min(Integer.MAX_VALUE, end * seeds));
    var wishes = new ArrayList<Bench.Wish>();
    for (int seed = 0; seed < seeds; seed++) {
      int id = bench.trial(Trial.Role.BASELINE, "rate", Tune.NAIVE_RATE, request.baseline(seed));
      wishes.add(new Bench.Wish(id, looks(request.horizon(), end)));
    }
    return Score.of(
        all(wishes).stream().map(run -> run.map(Stages::metric).orElse(Double.NaN)).toList());
  }
}
