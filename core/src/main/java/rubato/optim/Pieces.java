package rubato.optim;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import rubato.optim.kernel.Kernel;

/** What of a parameter moves in an update, before it is said how. */
final class Pieces {

  private Pieces() {}

  /** The whole parameter, or the runs of neighbouring rows that its gradient touches. */
  static List<Kernel.Piece> of(Parameter parameter, Memory memory, Average average) {
    var whole =
        Kernel.Piece.resting(
            parameter.precision(),
            parameter.weights(),
            parameter.gradient(),
            memory.slots(average),
            memory.scalars,
            memory.average(average));
    if (parameter.rows().isEmpty()) {
      return List.of(whole);
    }
    List<Long> rows = parameter.rows().get().numbers();
    List<Kernel.Piece> runs = new ArrayList<>();
    if (rows.isEmpty()) {
      return runs;
    }
    long width = parameter.size() / parameter.shape().axis(0);
    int from = 0;
    for (int to = 1; to <= rows.size(); to++) {
      if (to == rows.size() || rows.get(to) != rows.get(to - 1) + 1) {
        long count = (to - from) * width;
        MemorySegment values =
            Kernel.Piece.slice(parameter.gradient(), from * width, count, parameter.precision());
        runs.add(whole.rows(rows.get(from) * width, count, values));
        from = to;
      }
    }
    return runs;
  }
}
