package rubato.optim.kernel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How an update is cut into what threads take in turn. The cuts are the same for any number of
 * threads above one, at multiples of every vector, and no piece depends on another.
 */
public final class Crew {

  /** Most weights in a bucket, and those that a sum is made of. */
  public static final long GRAIN = 1 << 16;

  /** A bucket of a middling update: a whole number of vectors, worth the way to a thread. */
  private static final long LEAST = 1 << 13;

  /** Into how many buckets a middling update is cut, so that no thread waits long for the last. */
  private static final long SHARES = 8;

  /** Weights below which the caller is done before another thread has come. */
  private static final long ALONE = 1 << 15;

  private static final Thread ANOTHER = Thread.ofPlatform().unstarted(() -> {});

  private final int threads;

  /** At most {@code threads}, the caller's included. */
  public Crew(int threads) {
    this.threads = threads;
  }

  /** How many work on large parameters. */
  public int threads() {
    return threads;
  }

  /** Runs {@code update} on all pieces and returns when all are done. */
  public void work(List<Kernel.Piece> pieces, Consumer<Kernel.Piece> update) {
    long size = size(pieces);
    if (threads == 1 || size < ALONE || !shareable(pieces)) {
      pieces.forEach(update);
      return;
    }
    long grain = Math.clamp(size / SHARES / LEAST * LEAST, LEAST, GRAIN);
    List<Kernel.Piece> parts = new ArrayList<>(pieces.size());
    int[] starts = buckets(pieces, grain, parts);
    Hands.share(
        threads,
        starts.length - 1,
        bucket -> {
          for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
            update.accept(parts.get(i));
          }
        });
  }

  /** Cuts large pieces; where each bucket begins, of small pieces together, and the end. */
  private static int[] buckets(List<Kernel.Piece> pieces, long grain, List<Kernel.Piece> parts) {
    var starts = IntStream.builder();
    long size = grain;
    for (Kernel.Piece piece : pieces) {
      int before = parts.size();
      cut(piece, grain, parts);
      for (int i = before; i < parts.size(); i++) {
        long next = parts.get(i).size();
        if (size + next > grain) {
          starts.add(i);
          size = 0;
        }
        size += next;
      }
    }
    return starts.add(parts.size()).build().toArray();
  }

  /** The sums of {@code function} over each piece: the same for any number of threads. */
  public double[] sums(List<Kernel.Piece> pieces, ToDoubleFunction<Kernel.Piece> function) {
    List<Kernel.Piece> parts = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      cut(pieces.get(i), GRAIN, parts);
      while (owners.size() < parts.size()) {
        owners.add(i);
      }
    }
    double[] results = new double[parts.size()];
    boolean alone = threads == 1 || size(pieces) < 2 * GRAIN || !shareable(pieces);
    Hands.share(
        alone ? 1 : threads,
        results.length,
        i -> results[i] = function.applyAsDouble(parts.get(i)));
    double[] sums = new double[pieces.size()];
    for (int i = 0; i < results.length; i++) {
      sums[owners.get(i)] += results[i];
    }
    return sums;
  }

  /** What is to be done with numbers {@code from} to {@code to}. */
  public interface Range {

    /** Number {@code number} of all ranges. */
    void run(int number, long from, long to);
  }

  /**
   * Runs {@code body} on all ranges of {@code grain} numbers out of {@code size}; the cuts are the
   * same for any number of threads.
   *
   * @param memory that is used
   */
  public void ranges(long size, long grain, List<MemorySegment> memory, Range body) {
    boolean alone = threads == 1 || !memory.stream().allMatch(m -> m.isAccessibleBy(ANOTHER));
    Hands.share(
        alone ? 1 : threads,
        (int) ((size + grain - 1) / grain),
        i -> body.run(i, i * grain, Math.min(size, (i + 1) * grain)));
  }

  private static long size(List<Kernel.Piece> pieces) {
    long size = 0;
    for (Kernel.Piece piece : pieces) {
      size += piece.size();
    }
    return size;
  }

  /** Memory of a confined arena is open to its own thread alone. */
  private static boolean shareable(List<Kernel.Piece> pieces) {
    for (Kernel.Piece piece : pieces) {
      if (!piece.accessibleBy(ANOTHER)) {
        return false;
      }
    }
    return true;
  }

  private static void cut(Kernel.Piece piece, long grain, List<Kernel.Piece> into) {
    if (piece.size() <= grain) {
      into.add(piece);
      return;
    }
    for (long from = 0; from < piece.size(); from += grain) {
      into.add(piece.part(from, Math.min(grain, piece.size() - from)));
    }
  }
}
