package rubato.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rubato.schedule.Horizon;
import rubato.testkit.Trials;
import rubato.testkit.Trials.Draw;

/** 100,000 texts of any bytes, or with something changed, through each parser. */
class ParserFuzzTest {

  private static final int TEXTS = 100_000;
  private static final Horizon HORIZON = Horizon.epochs(20, 50);

  private static final List<String> SPECS =
      List.of(
          "warmup(5%) then cosine(rate -> 0)",
          "(0.1 for 5 then step(0.1, factor 0.5 every 10ep)) * plateau(highest \"a b\", patience"
              + " 5)",
          "restarts(k-decay(cosine(rate -> 0, 10%), k 2), growth 2, decay 0.5) * guard()",
          "cyclic(0.01 -> 0.1, up 2ep, down 3ep, amplitude step(1, factor 0.5 every 5ep))",
          "stretch(milestones(0.1, factor 0.1 at 50%, 75%), 10%..100% -> 2000) * dynamic-period()",
          "0.1 * pytorch.ReduceLROnPlateau(patience=5, lr=0.1) * inertia(0.9, greedy())",
          "keras.ExponentialDecay(initial_learning_rate=0.1, decay_steps=5, decay_rate=0.9)");

  private static final List<String> PLANS =
      List.of(
          "one-cycle(rate) * plateau(); momentum cosine(0.95 -> 0.85, 30%) then 0.85",
          "rate; batch-size piecewise(0: 32, 50%: 64); layers \"a;\\\"*\" times 0 for 5ep then 1");

  private static final List<String> RULES =
      List.of("adamw:beta1=0.9,weight-decay=0.01", "sgd:momentum=0.9,nesterov=true");

  record Reader(String name, Consumer<String> read, List<String> good) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Reader> readers() {
    return Stream.of(
        new Reader("spec", text -> Spec.parse(text).withRate(0.1).resolve(HORIZON), SPECS),
        new Reader(
            "plan",
            text -> PlanSpec.parse(text).withRate(0.1).resolve(HORIZON),
            Stream.concat(SPECS.stream(), PLANS.stream()).toList()),
        new Reader(
            "json", Json::read, SPECS.stream().map(text -> Json.write(Spec.parse(text))).toList()),
        new Reader(
            "json of plans",
            Json::readPlan,
            PLANS.stream().map(text -> Json.write(PlanSpec.parse(text))).toList()),
        new Reader("rule", Rules::parse, RULES));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void a_value_or_one_line(Reader reader) {
    reader.good.forEach(reader.read);
    Trials.check(
        TEXTS,
        in -> {
          String text = in.whole(0, 3) == 0 ? bytes(in) : changed(in, reader.good);
          try {
            reader.read.accept(text);
          } catch (IllegalArgumentException told) {
            // Not hasLineCount, which reads each message through a buffer of 16 KB.
            String message = Objects.requireNonNull(told.getMessage(), text);
            assertThat(message.isBlank()).as(text).isFalse();
            assertThat(message.lines().count()).as(text).isOne();
          }
        });
  }

  private static String bytes(Draw in) {
    byte[] bytes = new byte[in.whole(0, 40)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) in.whole(-128, 127);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String changed(Draw in, List<String> good) {
    var text = new StringBuilder(in.one(good.toArray(String[]::new)));
    for (int change = in.whole(1, 3); change > 0; change--) {
      int at = in.whole(0, text.length());
      int end = Math.min(text.length(), at + in.whole(0, 6));
      switch (in.whole(0, 4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(at, "()[]{},:;.%*>-\"'\\= \n\t".charAt(in.whole(0, 20)));
        case 3 ->
            text.insert(at, in.one("9999999999999999999", "1e308", "NaN", "-1", "0", "1e-320"));
        default -> text.insert(at, (char) in.whole(0, 0xffff));
      }
    }
    return text.toString();
  }
}
