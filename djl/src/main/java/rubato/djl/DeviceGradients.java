package rubato.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import rubato.optim.Conditioning;
import rubato.optim.Gauge;

/** The gradients of an update, looked at where they are. */
record DeviceGradients(List<String> names, List<NDArray> arrays) implements Gauge {

  /** Brought here together: every way costs as much as many operations. */
  @Override
  public double[] squares() {
    if (arrays.isEmpty()) {
      return new double[0];
    }
    Device device = arrays.getFirst().getDevice();
    var sums = new NDList(arrays.size());
    for (NDArray g : arrays) {
      sums.add(Terms.wide(g).square().sum().toDevice(device, false));
    }
    return NDArrays.stack(sums).toDoubleArray();
  }

  @Override
  public String name(int i) {
    return names.get(i);
  }

  @Override
  public long size(int i) {
    return arrays.get(i).size();
  }

  @Override
  public long wild(int i) {
    NDArray g = arrays.get(i);
    return g.size() - finite(g).toType(DataType.INT64, false).sum().getLong();
  }

  @Override
  public double tamed(int i) {
    return Terms.squares(tamed(arrays.get(i)));
  }

  /** What a rule sees of a gradient. */
  static NDArray conditioned(NDArray g, Conditioning by) {
    NDArray seen = by.zero() ? tamed(g) : g;
    return Terms.cut(by.scale() == 1 ? seen : seen.mul(by.scale()), by.limit());
  }

  private static NDArray tamed(NDArray g) {
    return Terms.where(finite(g), g, g.zerosLike());
  }

  /** Of a number that is finite nothing is left without itself. */
  private static NDArray finite(NDArray g) {
    return g.sub(g).eq(0);
  }
}
