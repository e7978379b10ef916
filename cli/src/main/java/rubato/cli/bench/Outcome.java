package rubato.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How all did on a course. */
public record Outcome(Course course, List<Timing> timings) {

  /** One of them by name. */
  Optional<Timing> of(String who) {
    return timings.stream().filter(timing -> timing.who().equals(who)).findFirst();
  }

  /** This and what came of another draw of memory, in which all ran again. */
  Outcome and(Outcome other) {
    List<Timing> all = new ArrayList<>();
    for (int i = 0; i < timings.size(); i++) {
      all.add(timings.get(i).and(other.timings.get(i)));
    }
    return new Outcome(course, all);
  }

  /** Billions of bytes a second, by the least that an update must move. */
  public double speed(Timing timing) {
    return course.bytes() * course.all() / timing.best();
  }

  /** The part of the streaming limit, by the best rounds; NaN where there is none. */
  public double ofLimit(Timing timing) {
    return of("limit").map(limit -> limit.best() / timing.best()).orElse(Double.NaN);
  }

  /**
   * The part of the streaming limit, the median of the rounds; NaN where there is none. A machine
   * that is now fast, now slow, has its best round for the one and not for the other; within a
   * round it is much the same for both.
   */
  public double ofLimitInRounds(Timing timing) {
    return of("limit").map(limit -> limit.timesAsLong(timing)).orElse(Double.NaN);
  }

  /** How many times as long as ours, the median of the rounds. */
  public double asOursInRounds(Timing timing) {
    return of(Ours.NAME).map(timing::timesAsLong).orElse(Double.NaN);
  }

  /** How many times as long as ours, by the best rounds. */
  public double asOurs(Timing timing) {
    return of(Ours.NAME).map(ours -> timing.best() / ours.best()).orElse(Double.NaN);
  }

  /** For a row each. */
  public List<Map<String, Object>> json() {
    return timings.stream().map(this::object).toList();
  }

  private Map<String, Object> object(Timing timing) {
    var object = new LinkedHashMap<String, Object>();
    object.put("rule", course.rule().toString());
    object.put("tensors", course.tensors());
    object.put("weights", course.weights());
    object.put("shape", course.shape().toString());
    object.put("threads", course.threads());
    object.put("who", timing.who());
    object.put("rounds", timing.rounds().size());
    object.put("draws", timing.draws().size());
    object.put("microsecondsDraws", timing.draws().stream().map(nanos -> nanos / 1e3).toList());
    object.put("microsecondsBest", timing.best() / 1e3);
    object.put("microsecondsMedian", timing.median() / 1e3);
    object.put("gigabytesPerSecond", speed(timing));
    object.put("nanosecondsPerTensor", timing.best() / course.tensors());
    object.put("ofLimit", ofLimit(timing));
    object.put("ofLimitMedian", ofLimitInRounds(timing));
    object.put("timesOurs", asOurs(timing));
    object.put("timesOursMedian", asOursInRounds(timing));
    return object;
  }
}
