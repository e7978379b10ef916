package rubato.tensorflow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The weights of a graph, wherever they are, with the rule that updates them. */
sealed interface Weights extends Model.Weights, AutoCloseable permits FetchedWeights, GraphWeights {

  /** Ends the graph: adds what a step runs besides the loss. */
  void differentiate(Operand<TFloat32> loss);

  /** Gives the weights their first values. */
  void begin(Session session);

  /** Adds to {@code run} what the graph needs to know the weights that are trained. */
  Session.Runner fed(Session.Runner run);

  /**
   * The same with the weights that are judged, where a rule has others than those it trains.
   *
   * @param step how many updates were made
   */
  Session.Runner judged(Session.Runner run, long step);

  /**
   * One update.
   *
   * @param run with batch and weights fed and the loss fetched
   * @param step the number of this update, from 0
   * @return the loss before it
   */
  double step(Session.Runner run, long step, double rate);

  /** Names and shapes. */
  String layout();

  void save(Session session, DataOutput out) throws IOException;

  /** Takes over what was saved; nothing changes if anything is thrown. */
  void restore(Session session, DataInput in) throws IOException;

  @Override
  void close();

  /** The weights of {@code task}, made with {@code tf}. */
  static Weights of(TensorFlowTask task, Ops tf, long seed) {
    var drawn = new Drawn(seed);
    return switch (task.updates()) {
      case FETCHED -> new FetchedWeights(task, tf, drawn);
      case IN_GRAPH -> new GraphWeights(task.rule(), tf, drawn);
    };
  }
}
