package rubato.lab.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Observations as bytes, column by column, so that what is alike lies together: kinds, then steps,
 * values, rates and times.
 *
 * <p>Steps are differences of differences per kind. Values and rates are IEEE 754 bits, each xor-ed
 * with the one before it of the same kind, written plane by plane: all first bytes, then all second
 * ones and so on; a value that was computed in single precision has three planes of zeros. A time
 * is its difference to the one before, in as few bytes as it needs, and 0 where there is none. zlib
 * at its fastest packs the whole, and its checksum finds what is damaged.
 */
final class Packed {

  private static final int FORMAT = 2;
  private static final int WITHOUT_TIMES = 1;

  private Packed() {}

  static byte[] of(List<Observed> observed) {
    int n = observed.size();
    var kinds = new LinkedHashMap<String, Integer>();
    long[] step = new long[n];
    byte[] which = new byte[n];
    long[] value = new long[n];
    long[] rate = new long[n];
    var last = new ArrayList<long[]>(); // step, difference, value, rate of each kind
    for (int i = 0; i < n; i++) {
      Observed seen = observed.get(i);
      Integer known = kinds.get(seen.kind());
      int kind;
      if (known == null) {
        kind = kinds.size();
        kinds.put(seen.kind(), kind);
        last.add(new long[4]);
      } else {
        kind = known;
      }
      if (kind > Byte.MAX_VALUE) {
        throw new IllegalArgumentException("kinds of a batch must be <= 128, got more");
      }
      long[] before = last.get(kind);
      long difference = seen.step() - before[0];
      long bits = Double.doubleToRawLongBits(seen.value());
      long rateBits = Double.doubleToRawLongBits(seen.rate());
      which[i] = (byte) kind;
      step[i] = difference - before[1];
      value[i] = bits ^ before[2];
      rate[i] = rateBits ^ before[3];
      before[0] = seen.step();
      before[1] = difference;
      before[2] = bits;
      before[3] = rateBits;
    }
    var bytes = new ByteArrayOutputStream(n * 12 + 64);
    bytes.write(FORMAT);
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 8192))) {
      out.writeInt(n);
      out.writeInt(kinds.size());
      for (String kind : kinds.keySet()) {
        out.writeUTF(kind);
      }
      out.write(which);
      planes(out, step);
      planes(out, value);
      planes(out, rate);
      deflater.setStrategy(Deflater.HUFFMAN_ONLY); // codes of their own for the times
      Moments.write(observed, out);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // the bytes are in memory
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /**
   * What {@link #of} was made from.
   *
   * @throws IOException when the bytes are not whole
   */
  static List<Observed> open(byte[] bytes) throws IOException {
    if (bytes.length == 0 || (bytes[0] != FORMAT && bytes[0] != WITHOUT_TIMES)) {
      throw new IOException("not a packed part of a run");
    }
    try (var in =
        new DataInputStream(
            new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)))) {
      int n = in.readInt();
      // No byte of what is packed stands for more than about a thousand.
      if (n < 0 || n > bytes.length * 1100L) {
        throw new IOException("a part of " + n + " observations");
      }
      int count = in.readInt();
      if (count < 0 || count > 128) {
        throw new IOException("a part of " + count + " kinds");
      }
      String[] kinds = new String[count];
      for (int i = 0; i < count; i++) {
        kinds[i] = in.readUTF();
      }
      byte[] which = in.readNBytes(n);
      long[] step = planes(in, n);
      long[] value = planes(in, n);
      long[] rate = planes(in, n);
      OptionalLong[] at = bytes[0] == FORMAT ? Moments.read(in, n) : Moments.none(n);
      if (in.read() >= 0 || which.length != n) {
        throw new IOException("a part of another length");
      }
      return unfolded(kinds, which, step, value, rate, at);
    }
  }

  private static List<Observed> unfolded(
      String[] kinds, byte[] which, long[] step, long[] value, long[] rate, OptionalLong[] at)
      throws IOException {
    var observed = new ArrayList<Observed>(which.length);
    long[][] last = new long[kinds.length][4];
    for (int i = 0; i < which.length; i++) {
      if (which[i] < 0 || which[i] >= kinds.length) {
        throw new IOException("a kind that is not listed");
      }
      long[] before = last[which[i]];
      before[1] += step[i];
      before[0] += before[1];
      before[2] ^= value[i];
      before[3] ^= rate[i];
      observed.add(
          new Observed(
              before[0],
              kinds[which[i]],
              Double.longBitsToDouble(before[2]),
              Double.longBitsToDouble(before[3]),
              at[i]));
    }
    return observed;
  }

  private static void planes(DataOutputStream out, long[] column) throws IOException {
    byte[] planes = new byte[column.length * Long.BYTES];
    for (int i = 0; i < column.length; i++) {
      long bits = column[i];
      for (int plane = 0; plane < Long.BYTES; plane++) {
        planes[plane * column.length + i] = (byte) (bits >>> (8 * plane));
      }
    }
    out.write(planes);
  }

  private static long[] planes(DataInputStream in, int n) throws IOException {
    byte[] planes = in.readNBytes(n * Long.BYTES);
    if (planes.length != n * Long.BYTES) {
      throw new IOException("a part that was cut short");
    }
    long[] column = new long[n];
    for (int i = 0; i < n; i++) {
      for (int plane = 0; plane < Long.BYTES; plane++) {
        column[i] |= (planes[plane * n + i] & 0xffL) << (8 * plane);
      }
    }
    return column;
  }

  /** Observations as they stand in the end: of each kind and step the last, none undone. */
  static List<Observed> settled(List<Observed> observed) {
    record Key(String kind, long step) {}
    var last = new LinkedHashMap<Key, Observed>();
    for (Observed seen : observed) {
      if (seen.kind().equals(Observed.ROLLED_BACK)) {
        last.values().removeIf(old -> undone(old, seen));
      }
      last.merge(new Key(seen.kind(), seen.step()), seen, (_, later) -> later);
    }
    return List.copyOf(last.values());
  }

  private static boolean undone(Observed old, Observed back) {
    return switch (old.kind()) {
      case Observed.ROLLED_BACK -> false;
      case rubato.feedback.Observation.LOSS -> old.step() >= (long) back.value();
      default -> old.step() > (long) back.value();
    };
  }
}
