package rubato.lab.work;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rubato.lab.Json;
import rubato.train.Run;
import rubato.train.Times;

/**
 * What goes between a search and its workers: one JSON object a line.
 *
 * <p>A worker that reads the end of its input leaves at once: so none outlives its search.
 */
final class Wire {

  private Wire() {}

  /**
   * To a worker.
   *
   * @param order what to do, or null: end what you do at its next look
   */
  record Command(@Nullable Order order) {}

  /** What a worker says. */
  enum Kind {
    /** It has started. */
    READY,
    /** Where its order is. */
    AT,
    /** Its order is carried out. */
    DONE,
    /** Its order was ended at a look. */
    HALTED,
    /** The task does not allow the order. */
    REFUSED,
    /** The training threw. */
    CRASHED
  }

  /**
   * From a worker; what a kind does not need is 0, empty or null.
   *
   * @param step for {@code AT}, the updates done
   */
  record Said(
      Kind kind,
      int id,
      long step,
      double rate,
      double loss,
      String reason,
      @Nullable Run run,
      @Nullable Times times) {

    static Said of(Kind kind, int id, String reason) {
      return new Said(kind, id, 0, 0, 0, reason, null, null);
    }

    static Said at(int id, Run.Step step) {
      return new Said(Kind.AT, id, step.step() + 1, step.rate(), step.loss(), "", null, null);
    }

    static Said done(int id, Trainer.Made made) {
      return new Said(Kind.DONE, id, 0, 0, 0, "", made.run(), made.times());
    }
  }

  /** What a line says; empty when it is something else, such as what a native library prints. */
  static Optional<Said> said(String line) {
    try {
      return Optional.of(Json.parse(line, Said.class)).filter(said -> said.kind() != null);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
