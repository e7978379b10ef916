package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.optim.kernel.Crew;
import rubato.optim.kernel.Kernel;

/** The gradients of an update in memory. */
record InMemory(List<Plan.Entry> entries, Crew crew, Kernel kernel) implements Gauge {

  @Override
  public double[] squares() {
    List<Kernel.Piece> pieces = new ArrayList<>();
    for (Plan.Entry entry : entries) {
      Parameter p = entry.parameter;
      pieces.add(Kernel.Piece.reading(p.precision(), p.gradient()));
    }
    return crew.sums(pieces, piece -> kernel.squares(piece.g(), piece.precision()));
  }

  @Override
  public String name(int i) {
    return entries.get(i).parameter.name();
  }

  @Override
  public long size(int i) {
    return entries.get(i).parameter.size();
  }

  @Override
  public long wild(int i) {
    return Conditioner.wild(gradient(i));
  }

  @Override
  public double tamed(int i) {
    return gradient(i).conditioned(new Conditioning(1, Double.POSITIVE_INFINITY, true)).squares();
  }

  private Values gradient(int i) {
    Parameter p = entries.get(i).parameter;
    return Values.of(p.gradient(), p.precision());
  }
}
