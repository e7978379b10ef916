package rubato.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.testkit.Trials;

class SafetensorsTest {

  @TempDir Path folder;

  private static Safetensors read(String header, int data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return read(json.length, json, data);
  }

  private static Safetensors read(long length, byte[] header, int data) throws IOException {
    var bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header);
    return Safetensors.read(new DataInputStream(new ByteArrayInputStream(bytes.array())));
  }

  private static byte[] bytes(Safetensors file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    file.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static SavedTensor tensor(String name, Dtype dtype, byte... bytes) {
    return new SavedTensor(name, dtype, List.of(1L), MemorySegment.ofArray(bytes));
  }

  @Test
  void written_and_read_it_is_the_same_to_the_bit() throws IOException {
    double wild = Double.longBitsToDouble(0x7ff0_0000_dead_beefL);
    var large = new float[70_001];
    large[70_000] = Float.intBitsToFloat(0xff80_1234);
    String name = "a\"\\/\n\u0001é\ud83d\ude00";
    var file =
        new Safetensors(
            Map.of("k", "v", "l", name),
            List.of(
                new SavedTensor(name, Dtype.F32, List.of(70_001L), MemorySegment.ofArray(large)),
                new SavedTensor("none", Dtype.U8, List.of(0L), MemorySegment.ofArray(new byte[0])),
                SavedTensor.of("n", 7L),
                SavedTensor.of("x", wild)));
    Path path = folder.resolve("a.safetensors");
    file.write(path);
    file.write(path);
    assertThat(folder.toFile().list()).containsExactly("a.safetensors");
    Safetensors back = Safetensors.read(path);
    assertThat(back.metadata()).isEqualTo(file.metadata());
    assertThat(bytes(back)).isEqualTo(bytes(file)).isEqualTo(Files.readAllBytes(path));
    assertThat(Double.doubleToRawLongBits(back.tensor("x").orElseThrow().at(0)))
        .isEqualTo(Double.doubleToRawLongBits(wild));
    assertThat(back.tensor("n").orElseThrow().at(0)).isEqualTo(7);
    assertThat(back.tensor("none").orElseThrow().size()).isZero();
    assertThat(back.tensor("other")).isEmpty();
    assertThat(bytes(new Safetensors(Map.of(), List.of()))).hasSize(16);
  }

  @Test
  void a_file_is_as_the_format_has_it() throws IOException {
    var file = new Safetensors(Map.of("k", "v"), List.of(SavedTensor.of("s", 1L)));
    String header =
        "{\"__metadata__\":{\"k\":\"v\"},\"s\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}";
    String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
    assertThat(text.substring(8).strip()).startsWith(header);
    assertThat((int) text.charAt(0)).isEqualTo((header.length() + 7) / 8 * 8);
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void numbers_of_every_kind_are_read(Dtype dtype) {
    byte[] ones = new byte[dtype.bytes()];
    Arrays.fill(ones, (byte) 0xff);
    double expected =
        switch (dtype) {
          case BOOL, U8 -> 255;
          case I8, I16, I32, I64 -> -1;
          case U16 -> 65_535;
          case U32 -> 4_294_967_295.0;
          case U64 -> 0x1p64;
          case F16, BF16, F32, F64 -> Double.NaN;
        };
    assertThat(tensor("x", dtype, ones).at(0)).isEqualTo(Double.valueOf(expected));
    assertThat(tensor("x", dtype, new byte[dtype.bytes()]).at(0)).isZero();
  }

  @Test
  void half_floats_are_read() {
    assertThat(tensor("x", Dtype.F16, (byte) 0, (byte) 0x3e).at(0)).isEqualTo(1.5);
    assertThat(tensor("x", Dtype.BF16, (byte) 0xc0, (byte) 0x3f).at(0)).isEqualTo(1.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void a_header_of_impossible_length_is_rejected(long length) {
    assertThatThrownBy(() -> read(length, new byte[8], 0))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "safetensors header must be 2 to 33554432 bytes, got " + Long.toUnsignedString(length));
  }

  @Test
  void a_long_header_that_is_not_there_is_an_end() {
    assertThatThrownBy(() -> read(Safetensors.LONGEST, new byte[100_000], 0))
        .isInstanceOf(EOFException.class)
        .hasMessage("safetensors must be whole, got an end in header");
    String huge =
        "{'a':{'dtype':'U8','shape':[9000000000000000000],"
            + "'data_offsets':[0,9000000000000000000]}}";
    assertThatThrownBy(() -> read(huge.replace('\'', '"'), 3))
        .isInstanceOf(EOFException.class)
        .hasMessage("safetensors must be whole, got an end in a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "[]; `{` at character 1, got `[`",
        "{'a':1}; `{` at character 6, got `1`",
        "{'a':{'x':1}}; dtype, shape and data_offsets for a, got `x`",
        "{'a':{'dtype':[[[[[[; `\"` at character 15, got `[`",
        "{'a':{'dtype':'U9','shape':[],'data_offsets':[0,1]}}; a dtype of BOOL, U8,",
        "{'a':{'dtype':'U8','shape':[],'data_offsets':[0,1]}} x; the end at character 54, got `x`",
        "{'a':{'dtype':'U8','shape':[-1],'data_offsets':[0,1]}}; a whole number, 0 or more,",
        "{'a':{'dtype':'U8','shape':[1.5],'data_offsets':[0,1]}}; a whole number, 0 or more,",
        "{'a':{'dtype':'U8','shape':[01],'data_offsets':[0,1]}}; `,` at character 30, got `1`",
        "{'a':{'dtype':'U8','shape':[9223372036854775808],'data_offsets':[0,1]}}; numbers below",
        "{'a':{'dtype':'F64','shape':[4611686018427387904,4],'data_offsets':[0,1]}}; fewer bytes",
        "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,1]}}; 2 bytes for a, U8 [2], got 0 to 1",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[1,0]}}; 1 bytes for a, U8 [1], got 1 to 0",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}}; the data of a at 0, got 1",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1,2]}}; dtype, shape and two data_off",
        "{'a':{'dtype':'U8','shape':[1]}}; dtype, shape and two data_offsets for a, got less",
        "{'a':{'dtype':'U8','data_offsets':[0,1]}}; dtype, shape and two data_offsets for a",
        "{'a':{'shape':[],'data_offsets':[0,1]}}; dtype, shape and two data_offsets for a",
        "{'__metadata__':{'a':null}}; `\"` at character 22, got `n`",
        "{'__metadata__':{'a':'b','a':'c'}}; names given once, got `a` twice",
        "{'a; a text and its end at character 4, got its end",
        "{'a\\q':; one of \" \\ / b f n r t u at character 5, got `q`",
        "{'\\u00g0':; four hexadecimal digits at character 7, got `g`",
        "{'\\u00é0':; four hexadecimal digits at character 7, got `é`",
        "{'a':{'dtype':'U8' 'shape'; `,` at character 20, got `\"`"
      })
  void a_header_that_is_not_so_is_rejected(String header, String why) {
    assertThatThrownBy(() -> read(header.replace('\'', '"'), 8))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("safetensors header must have " + why);
  }

  @Test
  void what_is_given_twice_overlaps_or_is_no_text_is_rejected() {
    String one = "\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]";
    assertThatThrownBy(() -> read("{\"a\":{%s},\"a\":{%s}}".formatted(one, one), 2))
        .hasMessage("safetensors header must have names given once, got `a` twice");
    assertThatThrownBy(() -> read("{\"a\":{%s},\"b\":{%s}}".formatted(one, one), 2))
        .hasMessage("safetensors header must have the data of b at 1, got 0");
    assertThatThrownBy(() -> read(2, new byte[] {(byte) 0xff, 0}, 0))
        .hasMessage("safetensors header must be UTF-8, got other bytes");
    String many = "{\"a\":{\"shape\":[" + "1,".repeat(64) + "1]}}";
    assertThatThrownBy(() -> read(many, 0))
        .hasMessage("safetensors header must have at most 64 numbers in a list, got more");
    assertThatThrownBy(() -> read("{\"\\ud800\":{%s}}".formatted(one), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("text must be Unicode, got ");
  }

  @Test
  void escapes_and_blanks_are_read() throws IOException {
    Safetensors read =
        read("{ \"__metadata__\" :{\"\\u00E9\\\"\\\\\\/\\b\\f\\n\\r\\t\":\"x\"}}\t\r\n ", 0);
    assertThat(read.metadata()).containsExactly(Map.entry("é\"\\/\b\f\n\r\t", "x"));
  }

  @Test
  void what_cannot_be_written_is_rejected() {
    SavedTensor one = SavedTensor.of("a", 1L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Safetensors(Map.of(), List.of(one, one)))
        .withMessage("tensor name must be new, got a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Safetensors(Map.of(), List.of(SavedTensor.of("__metadata__", 1L))))
        .withMessage("tensor name must be new, got __metadata__");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tensor("a", Dtype.F32, (byte) 1))
        .withMessage("memory of a must be 4 bytes for F32 [1], got 1");
  }

  @Test
  void a_hundred_thousand_mutated_headers_end_in_one_line_or_are_read() throws IOException {
    byte[] whole =
        bytes(
            new Safetensors(
                Map.of("k", "v"), List.of(SavedTensor.of("s", 1L), SavedTensor.of("t", 2.0))));
    String syntax = "{}[]\",:0123456789\\uU8F \n-.e\u0000";
    Trials.check(
        100_000,
        draw -> {
          byte[] bytes = whole.clone();
          for (int i = draw.whole(0, 3); i >= 0; i--) {
            // The first eight bytes, the length, now and then.
            int at = draw.whole(draw.whole(0, 9) == 0 ? 0 : 8, bytes.length - 17);
            bytes[at] = (byte) syntax.charAt(draw.whole(0, syntax.length() - 1));
          }
          try {
            Safetensors.read(new DataInputStream(new ByteArrayInputStream(bytes)));
          } catch (IOException | IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n");
          }
        });
  }
}
