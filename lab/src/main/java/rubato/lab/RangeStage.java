package rubato.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import rubato.search.Ladder;
import rubato.search.RangeReading;
import rubato.search.RangeSweep;
import rubato.search.RangeTest;
import rubato.train.Run;

/** The first stage: where to search. */
final class RangeStage {

  /** Where a search looks when a range test cannot say. */
  private static final Bracket DEFAULT = new Bracket(1e-5, 1);

  /** Where a search looks that cannot know anything. */
  private static final Bracket EVERY = new Bracket(1e-5, 10);

  /** Fewer rungs than this show no shape. */
  private static final int FEWEST_RUNGS = 30;

  /** The rates to search. */
  private record Bracket(double low, double high) {}

  private final Tune.Request request;
  private final Progress progress;

  RangeStage(Tune.Request request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Uses a tenth of the budget at most; up to a fifth when a tenth would be too little for one
   * sweep.
   */
  RangeOutcome run(long total) {
    Scope scope = request.scope();
    if (scope.rates().isPresent()) {
      Scope.Range rates = scope.rates().get();
      return none(
          "no range test was made: the rates were given", rates.low(), rates.high(), List.of());
    }
    if (scope.optimizers().size() > 1) {
      String reason = "no range test was made: each optimizer has a range of its own";
      return none(reason, EVERY.low(), EVERY.high(), List.of());
    }
    long limit = Math.max(total / 10, Math.min(120, total / 5));
    if (limit < FEWEST_RUNGS) {
      String reason =
          "the budget allows no range test: %d updates, at least %d are needed"
              .formatted(limit, FEWEST_RUNGS);
      return none(
          reason,
          DEFAULT.low(),
          DEFAULT.high(),
          List.of(reason + "; the search goes over 1.0E-5 to 1.0"));
    }
    int seeds = limit >= 180 ? 2 : 1;
    // One sweep is kept back for a ladder that must be extended.
    long each = limit / (seeds + 1) >= 60 ? limit / (seeds + 1) : limit / seeds;
    int rungs = (int) Math.min(Ladder.DEFAULT.rungs(), each);
    progress.stage("range test", rungs * seeds);
    var sweep = new RangeSweep(Ladder.DEFAULT.with(rungs), seeds, 2, limit);
    var watch = new Watch();
    RangeSweep.Outcome outcome = sweep.over(request.task(request.base()), request.seed(), watch);
    if (progress.cancelled()) {
      throw new CancellationException("cancelled; what was finished is in " + request.folder());
    }
    return read(outcome, watch.runs());
  }

  private static RangeOutcome none(String reason, double low, double high, List<String> notes) {
    var none = Optional.<Double>empty();
    var finding = new RangeFinding(List.of(), none, none, none, reason);
    return new RangeOutcome(finding, low, high, List.of(), notes);
  }

  private static RangeOutcome read(RangeSweep.Outcome outcome, List<Run> runs) {
    List<List<Run.Step>> sweeps = outcome.tests().stream().map(RangeStage::steps).toList();
    return switch (outcome.reading()) {
      case RangeReading.Suggestion said -> {
        Bracket bracket = around(said, outcome.spread());
        yield new RangeOutcome(
            new RangeFinding(
                sweeps,
                Optional.of(said.rate()),
                Optional.of(said.low()),
                boxed(said.high()),
                said.reason()),
            bracket.low(),
            bracket.high(),
            runs,
            List.of());
      }
      case RangeReading.Inconclusive missing -> {
        Bracket bracket = instead(missing.cause(), outcome);
        yield new RangeOutcome(
            new RangeFinding(
                sweeps, Optional.empty(), Optional.empty(), Optional.empty(), missing.reason()),
            bracket.low(),
            bracket.high(),
            runs,
            List.of(
                "the range test is inconclusive: %s; the search goes over %s to %s"
                    .formatted(
                        missing.reason(), Quest.show(bracket.low()), Quest.show(bracket.high()))));
      }
    };
  }

  /*
   * A range test is wrong by up to a decade, to either side: a short training likes larger rates
   * than a long one, a decaying schedule likes larger ones than a constant. So 1/16 to 10 times the
   * suggestion, widened by the seeds' spread, but not far into what was seen to be unstable.
   */
  private static Bracket around(RangeReading.Suggestion said, double spread) {
    double margin = Double.isNaN(spread) ? 1 : Math.pow(10, spread);
    double top = Math.max(said.high().orElse(Double.POSITIVE_INFINITY), 2 * said.rate());
    return new Bracket(said.rate() / 16 / margin, Math.min(10 * said.rate() * margin, top));
  }

  /* A curve that only falls, or falls from the start, still says on which side to look. */
  private static Bracket instead(RangeReading.Cause cause, RangeSweep.Outcome outcome) {
    if (outcome.tests().isEmpty()) {
      return DEFAULT;
    }
    Ladder ladder = outcome.tests().getFirst().ladder();
    return switch (cause) {
      case STILL_FALLING -> new Bracket(ladder.high() / 1e3, ladder.high() * 10);
      case NO_FLAT_HEAD, NOT_FINITE -> new Bracket(ladder.low() / 1e3, ladder.low() * 100);
      case TOO_FEW_POINTS, NO_DESCENT, SEEDS_DISAGREE -> DEFAULT;
    };
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static List<Run.Step> steps(RangeTest test) {
    var steps = new ArrayList<Run.Step>();
    for (RangeTest.Point point : test.points()) {
      steps.add(new Run.Step(steps.size(), point.rate(), point.loss()));
    }
    return steps;
  }

  /** Tells the progress, and keeps every sweep: one that was repeated on a longer ladder too. */
  private final class Watch implements RangeSweep.Listener {

    private final List<Run> runs = new ArrayList<>();
    private List<Run.Step> steps = List.of();
    private long seed;

    @Override
    public void stepped(long seed, Ladder ladder, long step, RangeTest.Point point) {
      if (step == 0) {
        finish();
        steps = new ArrayList<>();
        this.seed = seed;
        progress.trial(
            runs.size(),
            "range test %s to %s, seed %d".formatted(ladder.low(), ladder.high(), seed));
      }
      steps.add(new Run.Step(step, point.rate(), point.loss()));
      progress.at(runs.size(), step + 1, ladder.rungs(), point.rate(), point.loss());
    }

    private void finish() {
      if (!steps.isEmpty()) {
        progress.finished(runs.size(), "up to rate " + Quest.show(steps.getLast().rate()));
        Run.End end = Double.isFinite(steps.getLast().loss()) ? Run.End.STOPPED : Run.End.DIVERGED;
        runs.add(new Run(request.base().task(), "range test", seed, end, steps, List.of()));
      }
    }

    List<Run> runs() {
      finish();
      steps = List.of();
      return runs;
    }

    @Override
    public boolean stop() {
      return progress.cancelled();
    }
  }
}
