package rubato.lab.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out orders in processes, which are begun when there is work for them.
 *
 * <p>A worker that dies, or gives no answer in time, is replaced, and its trial goes on from its
 * checkpoint; a trial that does so again and again is given up as crashed.
 */
public final class Workers implements Executor {

  private static final long TURN_MILLIS = 50;

  /**
   * How a worker is begun.
   *
   * @param command the words of a command that calls {@link Worker#serve}
   * @param environment what its environment has besides ours
   */
  public record Command(List<String> command, Map<String, String> environment) {
    public Command {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /** Something that a worker said; null when it has ended. */
  record Event(WorkerProcess process, @Nullable String line) {}

  private final Command command;
  private final Limits limits;
  private final LongSupplier nanos;
  private final List<Place> places = new ArrayList<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private boolean stopping;

  /** One worker's place: who sits there, and what it does. */
  private static final class Place {
    private final int number;
    private @Nullable WorkerProcess process;
    private @Nullable Order order;
    private int last = -1;
    private int attempt;
    private long begun;
    private boolean late;

    Place(int number) {
      this.number = number;
    }
  }

  /**
   * So many workers.
   *
   * @param nanos a clock, for timeouts
   * @throws IllegalArgumentException when {@code count} is below 1
   */
  public Workers(Command command, int count, Limits limits, LongSupplier nanos) {
    if (count < 1) {
      throw new IllegalArgumentException("workers must be >= 1, got " + count);
    }
    this.command = command;
    this.limits = limits;
    this.nanos = nanos;
    for (int number = 1; number <= count; number++) {
      places.add(new Place(number));
    }
  }

  @Override
  public int places() {
    return places.size();
  }

  /** The processes that are alive, for those who want to know. */
  public List<Long> pids() {
    return places.stream()
        .map(place -> place.process)
        .filter(process -> process != null)
        .map(WorkerProcess::pid)
        .toList();
  }

  @Override
  public void begin(Order order) {
    Place place = free(order.id());
    place.order = order;
    place.last = order.id();
    place.attempt = 0;
    attempt(place, order);
  }

  /** The place that had the trial last, else one that had none, else any. */
  private Place free(int id) {
    List<Place> free = places.stream().filter(place -> place.order == null).toList();
    if (free.isEmpty()) {
      throw new IllegalStateException("all " + places.size() + " workers are at work");
    }
    return free.stream().filter(place -> place.last == id).findFirst().orElse(free.getFirst());
  }

  private void attempt(Place place, Order order) {
    place.attempt++;
    place.begun = nanos.getAsLong();
    place.late = false;
    try {
      WorkerProcess process = place.process;
      if (process == null) {
        process = WorkerProcess.begin(command, events);
        place.process = process;
      }
      process.tell(new Wire.Command(order));
      if (stopping) {
        process.tell(new Wire.Command(null));
      }
    } catch (IOException failure) {
      throw new IllegalStateException("a worker cannot be begun: " + failure.getMessage(), failure);
    }
  }

  @Override
  public Answer next(Watch watch) {
    if (places.stream().allMatch(place -> place.order == null)) {
      throw new IllegalStateException("no order is going");
    }
    while (true) {
      try {
        Event event = events.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
        Answer answer = event == null ? null : heard(event, watch);
        if (answer != null) {
          return answer;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      look(watch);
    }
  }

  /** Passes a wish to stop on, and ends workers that are late. */
  private void look(Watch watch) {
    if (watch.stop() && !stopping) {
      stopping = true;
      places.stream()
          .filter(place -> place.order != null && place.process != null)
          .forEach(place -> place.process.tell(new Wire.Command(null)));
    }
    for (Place place : places) {
      boolean late =
          place.order != null && nanos.getAsLong() - place.begun > limits.timeout().toNanos();
      if (late && !place.late && place.process != null) {
        place.late = true;
        place.process.kill();
      }
    }
  }

  private @Nullable Answer heard(Event event, Watch watch) {
    Place place =
        places.stream().filter(one -> one.process == event.process()).findFirst().orElse(null);
    if (place == null) {
      return null; // a last word of a worker that was replaced
    }
    if (event.line() == null) {
      return ended(place, event.process(), watch);
    }
    Order order = place.order;
    Wire.Said said = Wire.said(event.line()).orElse(null);
    if (said == null || order == null || said.kind() == Wire.Kind.READY) {
      return null;
    }
    return switch (said.kind()) {
      case READY -> null;
      case AT -> {
        watch.at(order.id(), said.step(), order.until(), said.rate(), said.loss());
        yield null;
      }
      case DONE -> {
        place.order = null;
        yield said.run() == null || said.times() == null
            ? new Answer.Crashed(order.id(), "an answer without a run", false)
            : new Answer.Done(order.id(), said.run(), said.times());
      }
      case HALTED -> {
        place.order = null;
        yield new Answer.Halted(order.id());
      }
      case REFUSED -> {
        place.order = null;
        yield new Answer.Crashed(order.id(), said.reason(), true);
      }
      case CRASHED -> again(place, order, said.reason(), watch);
    };
  }

  private @Nullable Answer ended(Place place, WorkerProcess process, Watch watch) {
    place.process = null;
    Order order = place.order;
    if (order == null) {
      return null; // it died while it had nothing to do: a new one comes with the next order
    }
    String reason =
        place.late ? "no answer within " + Limits.text(limits.timeout()) : process.lastWords();
    watch.said("worker %d died: %s".formatted(place.number, reason));
    return again(place, order, reason, watch);
  }

  private @Nullable Answer again(Place place, Order order, String reason, Watch watch) {
    if (place.attempt >= limits.attempts()) {
      place.order = null;
      return new Answer.Crashed(order.id(), reason, false);
    }
    watch.said(
        "trial %d goes on from its checkpoint, attempt %d of %d"
            .formatted(order.id(), place.attempt + 1, limits.attempts()));
    attempt(place, order);
    return null;
  }

  @Override
  public void close() {
    for (Place place : places) {
      if (place.process != null) {
        place.process.kill();
      }
    }
  }
}
