package rubato.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import rubato.optim.Parameter;

/**
 * What the last update subtracted from the weights of an engine in float32, and at which rate: kept
 * from the first look at a gradient on, for it costs a copy of the weights. For engines that are
 * {@link Probing}.
 */
public final class Movement {

  private boolean watched;
  private double rate = Double.NaN;
  private List<float[]> moved = List.of();

  /** Of a training that nobody has looked at. */
  public Movement() {}

  /** The weights as they are, where anybody will ask what became of them. */
  public List<float[]> before(List<Parameter> parameters) {
    return watched ? parameters.stream().map(p -> numbers(p.weights())).toList() : List.of();
  }

  /** An update at {@code made} has led from {@code before} to the weights as they are. */
  public void after(List<float[]> before, List<Parameter> parameters, double made) {
    if (!watched) {
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      float[] some = before.get(i);
      MemorySegment now = parameters.get(i).weights();
      for (int j = 0; j < some.length; j++) {
        some[j] -= now.getAtIndex(ValueLayout.JAVA_FLOAT, j);
      }
    }
    moved = before;
    rate = made;
  }

  /** What is known of an update with this loss and these gradients. */
  public Probe probe(double loss, List<Parameter> parameters) {
    watched = true;
    double squared = 0;
    double along = 0;
    double length = 0;
    for (int i = 0; i < parameters.size(); i++) {
      MemorySegment gradient = parameters.get(i).gradient();
      for (long j = 0; j < parameters.get(i).size(); j++) {
        double g = gradient.getAtIndex(ValueLayout.JAVA_FLOAT, j);
        double u = moved.isEmpty() ? 0 : moved.get(i)[(int) j];
        squared += g * g;
        along += g * u;
        length += u * u;
      }
    }
    // NaN before the first update: 0 / NaN and 0 / 0.
    return new Probe(loss, squared, along / rate, along / Math.sqrt(squared * length));
  }

  /** The sum of {@code g * (w - w')} over all weights, {@code w'} being the weights as they are. */
  public static double promised(List<float[]> g, List<float[]> w, List<Parameter> parameters) {
    double sum = 0;
    for (int i = 0; i < parameters.size(); i++) {
      MemorySegment now = parameters.get(i).weights();
      for (int j = 0; j < w.get(i).length; j++) {
        sum += g.get(i)[j] * ((double) w.get(i)[j] - now.getAtIndex(ValueLayout.JAVA_FLOAT, j));
      }
    }
    return sum;
  }

  /** A copy of float32 memory. */
  public static float[] numbers(MemorySegment memory) {
    return memory.toArray(ValueLayout.JAVA_FLOAT);
  }

  /** Writes it, bit for bit. */
  public void save(DataOutput out) throws IOException {
    out.writeBoolean(watched);
    out.writeDouble(rate);
    out.writeInt(moved.size());
    for (float[] some : moved) {
      out.writeInt(some.length);
      for (float number : some) {
        out.writeInt(Float.floatToRawIntBits(number));
      }
    }
  }

  /** What was written. */
  public static Movement restore(DataInput in) throws IOException {
    var movement = new Movement();
    movement.watched = in.readBoolean();
    movement.rate = in.readDouble();
    List<float[]> moved = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      float[] some = new float[in.readInt()];
      for (int i = 0; i < some.length; i++) {
        some[i] = Float.intBitsToFloat(in.readInt());
      }
      moved.add(some);
    }
    movement.moved = moved;
    return movement;
  }
}
