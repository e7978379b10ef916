package rubato.optim.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import rubato.optim.AcProp;
import rubato.optim.AdEMAMix;
import rubato.optim.AdaBelief;
import rubato.optim.Adadelta;
import rubato.optim.Adagrad;
import rubato.optim.Adam;
import rubato.optim.AdamW;
import rubato.optim.Adamax;
import rubato.optim.Adan;
import rubato.optim.Adopt;
import rubato.optim.Asgd;
import rubato.optim.Cocob;
import rubato.optim.Conditioning;
import rubato.optim.Elementwise;
import rubato.optim.Ftrl;
import rubato.optim.Gradients;
import rubato.optim.Lion;
import rubato.optim.Madgrad;
import rubato.optim.NAdam;
import rubato.optim.OptimisticAdam;
import rubato.optim.OptimisticGd;
import rubato.optim.Precision;
import rubato.optim.RAdam;
import rubato.optim.RmsProp;
import rubato.optim.Rprop;
import rubato.optim.ScheduleFreeAdamW;
import rubato.optim.ScheduleFreeRAdam;
import rubato.optim.ScheduleFreeSgd;
import rubato.optim.Sgd;
import rubato.optim.SignSgd;
import rubato.optim.Signum;
import rubato.optim.SimplifiedAdEMAMix;
import rubato.optim.Yogi;

/**
 * The rules in lanes, one pass over memory each. Loaded only where the Vector API is present.
 *
 * <p>There is one loop a formula and no other for the rest that fills no vector: that is copied
 * into vectors of its own and runs through the same loop. So a weight gets the same bits wherever
 * it lies and however the work is cut. What can be said with a factor of 1 or a term of 0 is said
 * so: a branch around vectors can make the compiler box them.
 *
 * <p>What rides along does so tile by tile, while the tile is in the nearest cache.
 */
public final class VectorKernel implements Kernel {

  /** Weights that stay in the nearest cache with their gradient and state. */
  private static final long TILE = 1 << 11;

  private static final ReferenceKernel REFERENCE = new ReferenceKernel();

  /** A gradient that is not read as it is. */
  private static final ThreadLocal<MemorySegment> SCRATCH =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(TILE * Float.BYTES, Lanes.BYTES));

  /** Vectors of this thread, used again for every rest. */
  private static final ThreadLocal<Pads> PADS = ThreadLocal.withInitial(Pads::new);

  @Override
  public String name() {
    return "vector " + Lanes.SPECIES.length() + " lanes";
  }

  @Override
  public void update(Elementwise rule, Piece piece) {
    if (piece.precision() != Precision.FLOAT32) {
      REFERENCE.update(rule, piece);
      return;
    }
    for (Piece part : cut(piece)) {
      if (part.x().byteSize() % Lanes.BYTES == 0) {
        tiles(rule, part);
      } else {
        Piece padded = part.each(PADS.get().fresh()::with);
        tiles(rule, padded);
        copy(padded, part);
      }
    }
  }

  @Override
  public List<Piece> cut(Piece piece) {
    long whole = Lanes.SPECIES.loopBound(piece.size());
    long rest = piece.size() - whole;
    return piece.precision() != Precision.FLOAT32 || whole == 0 || rest == 0
        ? List.of(piece)
        : List.of(piece.part(0, whole), piece.part(whole, rest));
  }

  private static void copy(Piece from, Piece to) {
    copy(from.x(), to.x());
    copy(from.g(), to.g());
    for (int i = 0; i < to.state().size(); i++) {
      copy(from.state().get(i), to.state().get(i));
    }
    MemorySegment average = from.average();
    MemorySegment target = to.average();
    if (average != null && target != null) {
      copy(average, target);
    }
  }

  private static void copy(MemorySegment from, MemorySegment to) {
    Lanes.storeRest(Lanes.load(from, 0), to);
  }

  private static void tiles(Elementwise rule, Piece piece) {
    Conditioning conditioning = piece.along().conditioning();
    boolean plain = conditioning.equals(Conditioning.NONE);
    boolean zero = piece.along().after() == Gradients.ZERO;
    if (plain && !zero && piece.average() == null) {
      run(rule, piece);
      return;
    }
    for (long from = 0; from < piece.size(); from += TILE) {
      Piece tile = piece.part(from, Math.min(TILE, piece.size() - from));
      run(rule, plain ? tile : tile.seeing(conditioned(tile.g(), conditioning)));
      if (zero) {
        tile.g().fill((byte) 0);
      }
      MemorySegment average = tile.average();
      if (average != null) {
        follow(average, tile.x(), piece.along().weight());
      }
    }
  }

  /** The gradient as the rule sees it, in memory of this thread. */
  private static MemorySegment conditioned(MemorySegment from, Conditioning by) {
    MemorySegment to = SCRATCH.get().asSlice(0, from.byteSize());
    FloatVector scales = Lanes.all(by.scale());
    FloatVector highest = Lanes.all(by.limit());
    FloatVector lowest = highest.neg();
    VectorMask<Float> zeroed = Lanes.SPECIES.maskAll(by.zero());
    for (long at = 0; at < from.byteSize(); at += Lanes.BYTES) {
      FloatVector g = Lanes.load(from, at);
      VectorMask<Float> wild = g.test(VectorOperators.IS_FINITE).not().and(zeroed);
      FloatVector scaled = g.blend(0f, wild).mul(scales);
      Lanes.store(scaled.max(lowest).min(highest), to, at);
    }
    return to;
  }

  /** {@code a = a + weight * (x - a)}. */
  private static void follow(MemorySegment average, MemorySegment weights, double weight) {
    if (weight == 1) {
      average.copyFrom(weights);
      return;
    }
    FloatVector towards = Lanes.all(weight);
    for (long at = 0; at < average.byteSize(); at += Lanes.BYTES) {
      FloatVector a = Lanes.load(average, at);
      Lanes.store(towards.fma(Lanes.load(weights, at).sub(a), a), average, at);
    }
  }

  @Override
  public double squares(MemorySegment numbers, Precision precision) {
    if (precision != Precision.FLOAT32) {
      return REFERENCE.squares(numbers, precision);
    }
    long whole = numbers.byteSize() - numbers.byteSize() % Lanes.BYTES;
    DoubleVector low = DoubleVector.zero(Lanes.DOUBLES);
    DoubleVector high = DoubleVector.zero(Lanes.DOUBLES);
    for (long at = 0; at < whole; at += Lanes.BYTES) {
      FloatVector g = Lanes.load(numbers, at);
      DoubleVector a = (DoubleVector) g.convertShape(VectorOperators.F2D, Lanes.DOUBLES, 0);
      DoubleVector b = (DoubleVector) g.convertShape(VectorOperators.F2D, Lanes.DOUBLES, 1);
      low = a.fma(a, low);
      high = b.fma(b, high);
    }
    double sum = low.add(high).reduceLanes(VectorOperators.ADD);
    return sum + REFERENCE.squares(numbers.asSlice(whole), precision);
  }

  @Override
  public void widen(MemorySegment numbers, long from, double[] into, int size) {
    int whole = Lanes.DOUBLES.loopBound(size);
    for (int i = 0; i < whole; i += Lanes.DOUBLES.length()) {
      Lanes.widen(numbers, (from + i) * Float.BYTES).intoArray(into, i);
    }
    for (int i = whole; i < size; i++) {
      into[i] = numbers.getAtIndex(ValueLayout.JAVA_FLOAT, from + i);
    }
  }

  @Override
  public void narrow(double[] values, MemorySegment into, long from, int size) {
    int whole = Lanes.DOUBLES.loopBound(size);
    for (int i = 0; i < whole; i += Lanes.DOUBLES.length()) {
      DoubleVector exact = DoubleVector.fromArray(Lanes.DOUBLES, values, i);
      Lanes.narrow(exact, into, (from + i) * Float.BYTES).intoArray(values, i);
    }
    for (int i = whole; i < size; i++) {
      float rounded = (float) values[i];
      into.setAtIndex(ValueLayout.JAVA_FLOAT, from + i, rounded);
      values[i] = rounded;
    }
  }

  @Override
  public void multiply(Product product, int first, int from, int to) {
    ProductLanes.run(product, first, from, to);
  }

  private static void run(Elementwise rule, Piece piece) {
    switch (rule) {
      case Sgd sgd -> SgdLanes.run(sgd, piece);
      case Adagrad adagrad -> AdagradLanes.run(adagrad, piece);
      case RmsProp rmsProp -> RmsPropLanes.run(rmsProp, piece);
      case Adam adam -> AdamLanes.adam(adam, piece);
      case AdamW adamW -> AdamLanes.adamW(adamW, piece);
      case Adadelta adadelta -> AdadeltaLanes.run(adadelta, piece);
      case Adamax adamax -> AdamaxLanes.run(adamax, piece);
      case NAdam nadam -> NAdamLanes.run(nadam, piece);
      case RAdam radam -> RAdamLanes.run(radam, piece);
      case Rprop rprop -> RpropLanes.run(rprop, piece);
      case Asgd asgd -> AsgdLanes.run(asgd, piece);
      case Ftrl ftrl -> FtrlLanes.run(ftrl, piece);
      case Madgrad madgrad -> MadgradLanes.run(madgrad, piece);
      case ScheduleFreeSgd free -> ScheduleFreeLanes.sgd(free, piece);
      case ScheduleFreeAdamW free -> ScheduleFreeLanes.adamW(free, piece);
      case ScheduleFreeRAdam free -> ScheduleFreeLanes.rAdam(free, piece);
      case SignSgd signSgd -> SignLanes.signSgd(signSgd, piece);
      case Signum signum -> SignLanes.signum(signum, piece);
      case Lion lion -> SignLanes.lion(lion, piece);
      case AdaBelief adaBelief -> BeliefLanes.adaBelief(adaBelief, piece);
      case AcProp acProp -> BeliefLanes.acProp(acProp, piece);
      case Yogi yogi -> YogiLanes.run(yogi, piece);
      case Adan adan -> AdanLanes.run(adan, piece);
      case AdEMAMix ademamix -> AdEMAMixLanes.run(ademamix, piece);
      case SimplifiedAdEMAMix simplified -> AdEMAMixLanes.simplified(simplified, piece);
      case Adopt adopt -> AdoptLanes.run(adopt, piece);
      case OptimisticGd optimistic -> OptimisticLanes.descent(optimistic, piece);
      case OptimisticAdam optimistic -> OptimisticLanes.adam(optimistic, piece);
      case Cocob cocob -> CocobLanes.run(cocob, piece);
    }
  }
}
