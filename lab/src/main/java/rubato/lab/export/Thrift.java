package rubato.lab.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A struct in Thrift's compact protocol, as far as the metadata of Parquet need it. */
final class Thrift {

  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int last;

  /** The bytes of the struct, with its end. */
  byte[] bytes() {
    out.write(0);
    return out.toByteArray();
  }

  Thrift i32(int field, int value) {
    key(field, I32);
    zigzag(value);
    return this;
  }

  Thrift i64(int field, long value) {
    key(field, I64);
    zigzag(value);
    return this;
  }

  Thrift text(int field, String value) {
    key(field, BINARY);
    binary(value);
    return this;
  }

  Thrift struct(int field, Thrift value) {
    key(field, STRUCT);
    out.writeBytes(value.bytes());
    return this;
  }

  Thrift structs(int field, List<Thrift> values) {
    list(field, values.size(), STRUCT);
    values.forEach(value -> out.writeBytes(value.bytes()));
    return this;
  }

  Thrift i32s(int field, int... values) {
    list(field, values.length, I32);
    for (int value : values) {
      zigzag(value);
    }
    return this;
  }

  Thrift texts(int field, List<String> values) {
    list(field, values.size(), BINARY);
    values.forEach(this::binary);
    return this;
  }

  /** Fields come in ascending order, so that their difference fits beside the type. */
  private void key(int field, int type) {
    out.write(((field - last) << 4) | type);
    last = field;
  }

  private void list(int field, int size, int type) {
    key(field, LIST);
    if (size < 15) {
      out.write((size << 4) | type);
    } else {
      out.write(0xf0 | type);
      varint(size);
    }
  }

  private void binary(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    varint(out, value);
  }

  /** Groups of seven bits, the lowest first. */
  static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
