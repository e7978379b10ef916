package rubato.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import rubato.optim.AdamW;
import rubato.optim.Gradients;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;

/**
 * One AdamW update beside the streaming limit: a loop with the same loads and stores (reads p, g,
 * m, v and writes p, m, v in place) and one addition each, in lanes and on plain arrays. Each moves
 * {@code 7 * 4} bytes a weight.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms2g", "-Xmx3g"})
public class AdamWBench {

  /** What each benchmark is run with. */
  @State(Scope.Benchmark)
  public static class Size {
    @Param({"200000", "2000000", "32000000"})
    public int weights;

    @Param({"1", "2"})
    public int threads;
  }

  /** Weights and gradient as an engine has them: native. */
  @State(Scope.Benchmark)
  public static class Ours {
    private Optimizer optimizer;
    private List<Parameter> parameters;

    @Setup
    public void allocate(Size size) {
      MemorySegment gradient = Arena.ofAuto().allocate(4L * size.weights, 64);
      MemorySegment.copy(
          gradient(size.weights), 0, gradient, ValueLayout.JAVA_FLOAT, 0, size.weights);
      MemorySegment weights = Arena.ofAuto().allocate(4L * size.weights, 64);
      parameters = List.of(new Parameter("w", weights, gradient));
      optimizer = new Optimizer(new AdamW(), size.threads);
    }
  }

  /** The same work, cut into one stretch a thread. */
  @State(Scope.Benchmark)
  public static class Pool {
    private ExecutorService executor = Executors.newCachedThreadPool();

    @TearDown(Level.Trial)
    public void close() {
      executor.shutdownNow();
    }

    private interface Stretch {
      void run(int from, int to);
    }

    private void share(Size size, Stretch stretch) throws InterruptedException, ExecutionException {
      if (size.threads == 1) {
        stretch.run(0, size.weights);
        return;
      }
      int half = size.weights / 2 / 64 * 64;
      Future<?> other = executor.submit(() -> stretch.run(half, size.weights));
      stretch.run(0, half);
      other.get();
    }
  }

  /** Native memory, aligned. */
  @State(Scope.Benchmark)
  public static class Segments {
    private MemorySegment p;
    private MemorySegment g;
    private MemorySegment m;
    private MemorySegment v;

    @Setup
    public void allocate(Size size) {
      p = Arena.ofAuto().allocate(4L * size.weights, 64);
      g = Arena.ofAuto().allocate(4L * size.weights, 64);
      m = Arena.ofAuto().allocate(4L * size.weights, 64);
      v = Arena.ofAuto().allocate(4L * size.weights, 64);
      MemorySegment.copy(gradient(size.weights), 0, g, ValueLayout.JAVA_FLOAT, 0, size.weights);
    }
  }

  /** Heap memory. */
  @State(Scope.Benchmark)
  public static class Arrays {
    private float[] p;
    private float[] g;
    private float[] m;
    private float[] v;

    @Setup
    public void allocate(Size size) {
      p = new float[size.weights];
      g = gradient(size.weights);
      m = new float[size.weights];
      v = new float[size.weights];
    }
  }

  @Benchmark
  public void rubato(Ours ours) {
    ours.optimizer.step(1e-3, ours.parameters, Gradients.KEEP);
  }

  @Benchmark
  public void limitInLanes(Segments s, Size size, Pool pool) throws Exception {
    pool.share(size, (from, to) -> stream(s.p, s.g, s.m, s.v, 4L * from, 4L * to));
  }

  @Benchmark
  public void limitOnArrays(Arrays a, Size size, Pool pool) throws Exception {
    pool.share(size, (from, to) -> stream(a.p, a.g, a.m, a.v, from, to));
  }

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static void stream(
      MemorySegment p, MemorySegment g, MemorySegment m, MemorySegment v, long from, long to) {
    for (long at = from; at < to; at += LANES.vectorByteSize()) {
      FloatVector gi = FloatVector.fromMemorySegment(LANES, g, at, ORDER);
      FloatVector.fromMemorySegment(LANES, p, at, ORDER).add(gi).intoMemorySegment(p, at, ORDER);
      FloatVector.fromMemorySegment(LANES, m, at, ORDER).add(gi).intoMemorySegment(m, at, ORDER);
      FloatVector.fromMemorySegment(LANES, v, at, ORDER).add(gi).intoMemorySegment(v, at, ORDER);
    }
  }

  private static void stream(float[] p, float[] g, float[] m, float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      float gi = g[i];
      p[i] += gi;
      m[i] += gi;
      v[i] += gi;
    }
  }

  private static float[] gradient(int size) {
    var random = new Random(1);
    float[] gradient = new float[size];
    for (int i = 0; i < size; i++) {
      gradient[i] = random.nextFloat() - 0.5f;
    }
    return gradient;
  }
}
