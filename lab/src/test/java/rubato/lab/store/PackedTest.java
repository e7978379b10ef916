package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackedTest {

  private static List<Observed> any(SplittableRandom random, int n) {
    var observed = new ArrayList<Observed>();
    for (int i = 0; i < n; i++) {
      observed.add(
          new Observed(
              random.nextInt(10) == 0 ? random.nextLong() : i,
              "kind " + random.nextInt(5),
              Double.longBitsToDouble(random.nextLong()),
              random.nextBoolean() ? Double.NaN : random.nextDouble(),
              time(random)));
    }
    return observed;
  }

  private static OptionalLong time(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> OptionalLong.empty();
      case 1 -> OptionalLong.of(random.nextLong(Long.MAX_VALUE));
      default -> OptionalLong.of(1_700_000_000_000L + random.nextInt(1000));
    };
  }

  private static List<String> bits(List<Observed> observed) {
    return observed.stream()
        .map(
            seen ->
                seen.step()
                    + seen.kind()
                    + Double.doubleToRawLongBits(seen.value())
                    + ":"
                    + Double.doubleToRawLongBits(seen.rate())
                    + seen.at())
        .toList();
  }

  @Test
  void opens_to_what_was_packed_bit_for_bit() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var observed = any(random, random.nextInt(300));
      assertThat(bits(Packed.open(Packed.of(observed))))
          .as("seed %d", seed)
          .isEqualTo(bits(observed));
    }
  }

  @Test
  void damaged_bytes_are_told_or_harmless() throws IOException {
    var observed = any(new SplittableRandom(1), 100);
    byte[] packed = Packed.of(observed);
    int told = 0;
    for (int i = 0; i < packed.length; i++) {
      byte[] cut = java.util.Arrays.copyOf(packed, i);
      assertThatIOException().as("cut at %d", i).isThrownBy(() -> Packed.open(cut));
      byte[] other = packed.clone();
      other[i] ^= 0x40;
      // Some bits between blocks and before the checksum stand for nothing.
      assertThat(opened(other).map(PackedTest::bits).orElse(bits(observed)))
          .as("changed at %d", i)
          .isEqualTo(bits(observed));
      told += opened(other).isEmpty() ? 1 : 0;
    }
    assertThat(told).isGreaterThan(packed.length - 10);
  }

  private static Optional<List<Observed>> opened(byte[] bytes) {
    try {
      return Optional.of(Packed.open(bytes));
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  @Test
  void what_was_packed_before_there_were_times_can_be_opened() throws IOException {
    assertThat(bits(Packed.open(HexFormat.of().parseHex(Databases.PACKED_BEFORE_TIMES))))
        .isEqualTo(bits(Databases.beforeTimes()));
  }

  @Test
  void a_time_takes_about_a_byte() {
    var random = new SplittableRandom(5);
    var without = new ArrayList<Observed>();
    var timed = new ArrayList<Observed>();
    double now = 1.7e12;
    for (int step = 0; step < 1000; step++) {
      var seen = new Observed(step, "loss", (float) random.nextDouble(), 0.1);
      without.add(seen);
      now += 12 + 3 * random.nextDouble(); // milliseconds an update
      timed.add(seen.at(OptionalLong.of((long) now)));
    }
    assertThat(Packed.of(timed).length - Packed.of(without).length).isLessThan(1000);
  }

  @Test
  void a_loss_in_single_precision_under_a_cosine_takes_about_a_dozen_bytes() {
    var random = new SplittableRandom(3);
    var observed = new ArrayList<Observed>();
    for (int step = 0; step < 1000; step++) {
      double rate = 0.05 * (1 + Math.cos(Math.PI * step / 1000));
      float loss = (float) (2 * Math.exp(-step / 300.0) + 0.1 * random.nextDouble());
      observed.add(new Observed(step, "loss", loss, rate));
    }
    assertThat(Packed.of(observed).length).isLessThan(16_000);
  }
}
