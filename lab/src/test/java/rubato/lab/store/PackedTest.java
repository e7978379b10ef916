package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
              random.nextBoolean() ? Double.NaN : random.nextDouble()));
    }
    return observed;
  }

  private static List<String> bits(List<Observed> observed) {
    return observed.stream()
        .map(
            seen ->
                seen.step()
                    + seen.kind()
                    + Double.doubleToRawLongBits(seen.value())
                    + ":"
                    + Double.doubleToRawLongBits(seen.rate()))
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
  void damaged_bytes_are_told_or_harmless() {
    var observed = any(new SplittableRandom(1), 100);
    byte[] packed = Packed.of(observed);
    for (int i = 0; i < packed.length; i++) {
      byte[] cut = java.util.Arrays.copyOf(packed, i);
      assertThatIOException().as("cut at %d", i).isThrownBy(() -> Packed.open(cut));
      byte[] other = packed.clone();
      other[i] ^= 0x40;
      assertThatIOException().as("changed at %d", i).isThrownBy(() -> Packed.open(other));
    }
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
