package rubato.search.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FinderTest {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Golden(String curve, double[] rates, double[] losses, String finder, OptionalDouble rate) {
    @Override
    public String toString() {
      return finder + " on " + curve;
    }
  }

  /** See the file's first line for where the values are from. */
  static List<Golden> golden() throws IOException {
    var all = new ArrayList<Golden>();
    try (InputStream in = FinderTest.class.getResourceAsStream("finders.txt");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      String curve = "";
      double[] rates = {};
      double[] losses = {};
      for (String line : lines.lines().filter(line -> !line.startsWith("#")).toList()) {
        String[] words = line.split(" ");
        if (words[0].equals("curve")) {
          curve = line.substring(6);
          rates = new double[0];
          losses = rates;
        } else if (words.length > 2 && rates.length == 0) {
          rates = numbers(words);
        } else if (words.length > 2) {
          losses = numbers(words);
        } else {
          OptionalDouble rate =
              words[1].equals("none")
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(Double.parseDouble(words[1]));
          all.add(new Golden(curve, rates, losses, words[0], rate));
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(90);
    return all;
  }

  private static double[] numbers(String[] words) {
    return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void suggests_what_the_library_does(Golden golden) {
    OptionalDouble rate = Finder.named(golden.finder()).suggest(golden.rates(), golden.losses());
    assertThat(rate.isPresent()).isEqualTo(golden.rate().isPresent());
    // A rung of the ladder, or a tenth of one: the same rung, one rounding.
    golden
        .rate()
        .ifPresent(
            expected ->
                assertThat(rate.getAsDouble()).isCloseTo(expected, within(Math.ulp(expected))));
  }

  @ParameterizedTest
  @EnumSource
  void losses_that_end_go_on_as_nan(Finder finder) {
    double[] rates = IntStream.range(0, 100).mapToDouble(i -> Math.pow(10, i / 25.0 - 3)).toArray();
    double[] losses = IntStream.range(0, 60).mapToDouble(i -> 3 - Math.tanh(i / 20.0)).toArray();
    double[] whole =
        DoubleStream.concat(
                Arrays.stream(losses), DoubleStream.generate(() -> Double.NaN).limit(40))
            .toArray();
    assertThat(finder.suggest(rates, losses)).isEqualTo(finder.suggest(rates, whole));
  }

  @ParameterizedTest
  @EnumSource
  void what_cannot_be_read_gives_nothing(Finder finder) {
    assertThat(finder.suggest(new double[0], new double[0])).isEmpty();
    assertThat(finder.suggest(new double[] {1, 2, 3}, new double[] {3, 2, 1}))
        .isEqualTo(finder == Finder.IGNITE ? OptionalDouble.of(2) : OptionalDouble.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> finder.suggest(new double[1], new double[2]))
        .withMessage("losses must be at most 1, got 2");
  }

  @ParameterizedTest
  @EnumSource
  void has_a_name_and_says_whose_it_is(Finder finder) {
    assertThat(Finder.named(finder.text())).isEqualTo(finder);
    assertThat(finder.library()).isNotEmpty();
  }

  @Test
  void an_unknown_name_is_told_the_nearest() {
    assertThat(Finder.names()).contains("fastai-valley", "lightning-2.5.2", "ignite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Finder.named("fastai-valey"))
        .withMessageContaining("did you mean `fastai-valley`");
  }

  @Test
  void the_current_lightning_is_drawn_to_the_low_end_of_a_ladder() {
    // Noise at the low end beats any descent once it is divided by the rate.
    double[] rates = IntStream.range(0, 100).mapToDouble(i -> Math.pow(10, i * 0.08 - 8)).toArray();
    double[] losses =
        IntStream.range(0, 100)
            .mapToDouble(i -> 2 - Math.tanh(Math.exp((i - 70) / 5.0)) + 0.3 * Math.sin(9.0 * i))
            .toArray();
    double now = Finder.LIGHTNING.suggest(rates, losses).orElseThrow();
    double before = Finder.LIGHTNING_2_5_2.suggest(rates, losses).orElseThrow();
    assertThat(now).isLessThan(1e-6);
    assertThat(before).isGreaterThan(1e-4);
  }
}
