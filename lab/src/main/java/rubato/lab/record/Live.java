package rubato.lab.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import rubato.lab.LabException;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;
import rubato.train.Planned;
import rubato.train.Task;
import rubato.train.Training;

/**
 * Trainings of one task at any rate, made as far as they are asked for, each 27th of them once:
 * what was trained is in a file and is not trained again, whoever asks.
 */
public final class Live implements AutoCloseable {

  /** So many trainings wait to be gone on with; others would begin anew. */
  private static final int KEPT = 16;

  /**
   * What is trained.
   *
   * @param problem its name
   * @param schedule every training's, its free word standing for the rate; without feedback
   * @param horizon how long a training is; at least 27 updates
   */
  public record Request(String problem, PlanSpec schedule, Horizon horizon) {
    public Request {
      Recorder.Request.check(schedule, horizon);
    }
  }

  private record Key(double rate, long seed) {}

  private record Open(Training training, Plan plan) {}

  private final Task task;
  private final Request request;
  private final Path file;
  private final Lines<Part> lines;
  private final LongSupplier nanos;
  private final Recorder.Listener listener;
  private final Map<Key, List<Part>> known = new HashMap<>();
  private final Map<Key, Open> waiting = new LinkedHashMap<>();
  private int begun;

  /**
   * Opens the file, or makes it.
   *
   * @param nanos the clock
   * @throws LabException when the file cannot be written or has a broken line
   */
  public Live(
      Task task, Request request, Path file, LongSupplier nanos, Recorder.Listener listener) {
    this.task = task;
    this.request = request;
    this.file = file;
    this.nanos = nanos;
    this.listener = listener;
    this.lines = new Lines<>(file, line -> rubato.lab.Json.parse(line, Part.class), Part::line);
    for (Part part : lines.all()) {
      if (part.p().equals(request.problem) && part.sched().equals(request.schedule.toString())) {
        List<Part> parts = parts(new Key(part.lr(), part.seed()));
        if (part.part() != parts.size() + 1) {
          close();
          throw new LabException(
              "%s must have the parts of a training in order, got part %d of rate %s, seed %d after %d"
                  .formatted(file, part.part(), part.lr(), part.seed(), parts.size()));
        }
        parts.add(part);
      }
    }
  }

  private List<Part> parts(Key key) {
    return known.computeIfAbsent(key, _ -> new ArrayList<>());
  }

  /**
   * A part of a training, from 1 on, whose former parts were finite.
   *
   * @throws CancellationException when the listener stops it
   * @throws LabException when the training is not what is in the file
   */
  public Part part(double rate, long seed, int number) {
    var key = new Key(rate, seed);
    List<Part> parts = parts(key);
    while (parts.size() < number) {
      Part next = next(key, parts);
      lines.add(next);
      parts.add(next);
    }
    return parts.get(number - 1);
  }

  private Part next(Key key, List<Part> parts) {
    long before = nanos.getAsLong();
    Open open = waiting.remove(key);
    if (open == null) {
      begun++;
      open = begin(key);
      try {
        for (Part part : parts) {
          repeat(open, key, part);
        }
      } catch (RuntimeException e) {
        open.training.close();
        throw e;
      }
      // What was trained for the second time is not paid twice.
      before = parts.isEmpty() ? before : nanos.getAsLong();
    }
    boolean kept = false;
    try {
      double loss = trained(open, key, parts.size() + 1);
      kept = Double.isFinite(loss) && parts.size() + 1 < Row.PARTS;
      return new Part(
          request.problem,
          request.schedule.toString(),
          key.rate,
          key.seed,
          parts.size() + 1,
          Double.isFinite(loss) ? (Double) loss : null,
          (nanos.getAsLong() - before) / 1e9);
    } finally {
      if (kept) {
        keep(key, open);
      } else {
        open.training.close();
      }
    }
  }

  private Open begin(Key key) {
    Plan plan = request.schedule.withRate(key.rate).resolve(request.horizon);
    return new Open(Planned.start(task, key.seed, plan, request.horizon), plan);
  }

  private void repeat(Open open, Key key, Part part) {
    double loss = trained(open, key, part.part());
    if (Double.compare(loss, part.loss()) != 0) {
      throw new LabException(
          "%s has loss %s after part %d of rate %s, seed %d, and now it is %s: take another ledger"
              .formatted(file, part.loss(), part.part(), key.rate, key.seed, loss));
    }
  }

  /** The held-out loss at the end of a part; NaN when the training was no longer finite. */
  private double trained(Open open, Key key, int part) {
    long until = Math.ceilDiv(part * request.horizon.steps(), (long) Row.PARTS);
    Training training = open.training;
    while (training.steps() < until) {
      if (listener.stop()) {
        throw new CancellationException("stopped; what was trained is in " + file);
      }
      long step = training.steps();
      double rate = open.plan.rate().schedule().at(step);
      double loss = training.step(rate);
      listener.stepped(begun, rate, key.seed, step, loss);
      if (!Double.isFinite(loss)) {
        return Double.NaN;
      }
    }
    double held = training.evaluate().loss();
    return Double.isFinite(held) ? held : Double.NaN;
  }

  private void keep(Key key, Open open) {
    waiting.put(key, open);
    Iterator<Open> oldest = waiting.values().iterator();
    while (waiting.size() > KEPT) {
      oldest.next().training.close();
      oldest.remove();
    }
  }

  @Override
  public void close() {
    waiting.values().forEach(open -> open.training.close());
    waiting.clear();
    lines.close();
  }
}
