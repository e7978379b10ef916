package rubato.lab.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import rubato.feedback.Observation;
import rubato.lab.store.Observed;

/**
 * A run as an event file of TensorBoard: records of {@code length, crc, Event, crc}, each event a
 * message of protocol buffers with the fields {@code wall_time} 1, {@code step} 2, {@code
 * file_version} 3 and {@code summary} 5. Scalars are tagged {@code loss}, {@code rate} and so on;
 * they are single-precision there.
 */
public final class TensorBoard {

  private TensorBoard() {}

  /** The name of the file in the run's folder: TensorBoard looks for its middle. */
  public static String fileName(Exported run) {
    return "events.out.tfevents." + run.run().begun() / 1000 + ".rubato";
  }

  /** Writes the event file; what nobody timed has the time at which the run began. */
  public static void write(Exported run, OutputStream out) throws IOException {
    double begun = run.run().begun() / 1000.0;
    record(out, message().number(1, begun).text(3, "brain.Event:2").bytes());
    for (Observed seen : run.observed()) {
      if (seen.kind().equals(Observed.ROLLED_BACK)) {
        continue;
      }
      double time = run.time(seen) / 1000.0;
      scalar(out, time, seen.step(), seen.kind(), seen.value());
      if (seen.kind().equals(Observation.LOSS)) {
        scalar(out, time, seen.step(), "rate", seen.rate());
      }
    }
  }

  private static void scalar(OutputStream out, double time, long step, String tag, double value)
      throws IOException {
    // TensorBoard allows no space in a tag.
    byte[] simple = message().text(1, tag.replace(' ', '_')).single(2, (float) value).bytes();
    byte[] summary = message().nested(1, simple).bytes();
    record(out, message().number(1, time).whole(2, step).nested(5, summary).bytes());
  }

  private static void record(OutputStream out, byte[] event) throws IOException {
    byte[] length = little(Long.BYTES).putLong(event.length).array();
    out.write(length);
    out.write(masked(length));
    out.write(event);
    out.write(masked(event));
  }

  /** The checksum, turned and shifted, as the format has it. */
  private static byte[] masked(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    int sum = (int) crc.getValue();
    return little(Integer.BYTES).putInt(Integer.rotateRight(sum, 15) + 0xa282ead8).array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Message message() {
    return new Message(new ByteArrayOutputStream());
  }

  /** A message of protocol buffers: each field is a key, its number and type, and the value. */
  private record Message(ByteArrayOutputStream out) {

    byte[] bytes() {
      return out.toByteArray();
    }

    Message number(int field, double value) {
      varint((field << 3) | 1);
      out.writeBytes(little(Double.BYTES).putDouble(value).array());
      return this;
    }

    Message single(int field, float value) {
      varint((field << 3) | 5);
      out.writeBytes(little(Float.BYTES).putFloat(value).array());
      return this;
    }

    Message whole(int field, long value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return nested(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message nested(int field, byte[] value) {
      varint((field << 3) | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      long left = value;
      while ((left & ~0x7fL) != 0) {
        out.write((int) ((left & 0x7f) | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }
}
