package rubato.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import rubato.internal.Check;

/**
 * Bytes that know what they are: a kind, a version, a body and a checksum over all of it, so that a
 * restore rejects foreign, older and damaged bytes before it changes anything.
 */
public final class Envelope {

  private static final int MAGIC = 0x52554241; // "RUBA"
  private static final int CHECKSUM = Integer.BYTES;

  private Envelope() {}

  /** Writes a body. */
  @FunctionalInterface
  public interface Body {
    /** Writes all of it to {@code out}. */
    void write(DataOutputStream out) throws IOException;
  }

  /**
   * Reads a body.
   *
   * @param <T> what it reads
   */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads all of it from {@code in}. */
    T read(DataInputStream in) throws IOException;
  }

  /** The bytes of {@code body}, marked with {@code kind} and {@code version}. */
  public static byte[] seal(String kind, int version, Body body) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeUTF(kind);
      out.writeInt(version);
      body.write(out);
      out.flush();
      out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // memory does not fail to be written
    }
    return bytes.toByteArray();
  }

  /**
   * What {@code reader} reads from {@code bytes}.
   *
   * @throws IllegalArgumentException when they are damaged, of another kind or another version, or
   *     when {@code reader} finds fewer or more than it needs
   */
  public static <T> T open(String kind, int version, byte[] bytes, Reader<T> reader) {
    int end = bytes.length - CHECKSUM;
    boolean undamaged = end >= 0 && checksum(bytes, end) == stored(bytes, end);
    Check.that(undamaged, "checkpoint", "undamaged", bytes.length + " bytes with a wrong checksum");
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
      Check.that(in.readInt() == MAGIC, "checkpoint", "one of Rubato", "foreign bytes");
      String otherKind = in.readUTF();
      Check.that(otherKind.equals(kind), "checkpoint", "of kind " + kind, otherKind);
      int otherVersion = in.readInt();
      Check.that(otherVersion == version, "checkpoint", "of version " + version, otherVersion);
      T read = reader.read(in);
      int more = in.available();
      Check.that(more == 0, "checkpoint", "without bytes after its state", more + " more bytes");
      return read;
    } catch (IOException e) {
      throw Check.rejection("checkpoint", "whole", "one that ends early");
    }
  }

  /** The version that {@code bytes} say they are of; -1 when they say none. */
  static int version(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.readInt();
      in.readUTF();
      return in.readInt();
    } catch (IOException e) {
      return -1;
    }
  }

  private static int checksum(byte[] bytes, int end) {
    var crc = new CRC32();
    crc.update(bytes, 0, end);
    return (int) crc.getValue();
  }

  private static int stored(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at);
  }
}
