package rubato.lab.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The column of times of a packed part: for each observation 0 where its time is not known, else 1
 * more than the zigzag of what has gone by since the last one that is known, in groups of seven
 * bits, the lowest first.
 */
final class Moments {

  private Moments() {}

  static void write(List<Observed> observed, DataOutputStream out) throws IOException {
    byte[] bytes = new byte[observed.size() * 10];
    int length = 0;
    long last = 0;
    for (Observed seen : observed) {
      long left = 0;
      if (seen.at().isPresent()) {
        long gone = seen.at().getAsLong() - last;
        last = seen.at().getAsLong();
        left = ((gone << 1) ^ (gone >> 63)) + 1;
      }
      while ((left & ~0x7fL) != 0) {
        bytes[length++] = (byte) (left | 0x80);
        left >>>= 7;
      }
      bytes[length++] = (byte) left;
    }
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  static OptionalLong[] read(DataInputStream in, int n) throws IOException {
    int length = in.readInt();
    if (length < n || length > n * 10L) {
      throw new IOException("times of another length");
    }
    byte[] bytes = in.readNBytes(length);
    OptionalLong[] times = none(n);
    int next = 0;
    long last = 0;
    for (int i = 0; i < n; i++) {
      long told = 0;
      for (int shift = 0; ; shift += 7) {
        if (next == bytes.length) {
          throw new IOException("times that were cut short");
        }
        byte group = bytes[next++];
        told |= (group & 0x7fL) << shift;
        if (group >= 0) {
          break;
        }
      }
      if (told != 0) {
        long zigzag = told - 1;
        last += (zigzag >>> 1) ^ -(zigzag & 1);
        times[i] = OptionalLong.of(last);
      }
    }
    if (next != length) {
      throw new IOException("times of another length");
    }
    return times;
  }

  static OptionalLong[] none(int n) {
    OptionalLong[] none = new OptionalLong[n];
    Arrays.fill(none, OptionalLong.empty());
    return none;
  }
}
