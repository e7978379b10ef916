package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arithmetic of Python in Java's words. */
class JavaFormulaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          0.5 ** e                       @ (Math.pow(0.5, e))
          e / 2 + e // 3 - e % 4         @ (((e / 2.0) + Math.floorDiv(e, 3)) - (e % 4))
          1 / (1 + e)                    @ ((double) 1 / (1 + e))
          1 if e < 3 and not e == 1 else -e @ (((e < 3) && (!(e == 1))) ? 1 : (-e))
          1 if e < 3 or e > 5 else 2     @ (((e < 3) || (e > 5)) ? 1 : 2)
          max(0.1, math.cos(math.pi * e)) @ (Math.max(0.1, Math.cos((Math.PI * e))))
          [0.1, 0.2, e][min(e, 2)]       @ (new double[] {0.1, 0.2, e}[Math.min(e, 2)])
          e * True                       @ (e * true)
          """)
  void each_operator_is_java_s(String python, String java) {
    if (Source.read("lambda e: " + python) instanceof Value.Lambda function) {
      assertThat(JavaFormula.of(function)).isEqualTo("e -> (float) " + java);
    }
  }
}
