package rubato.exchange;

import java.util.Locale;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Text;

/**
 * How precise a transformation of optax keeps what it remembers: as the weights are, or of another
 * type, {@code mu_dtype=jnp.bfloat16}. A number of Python's that meets such a type becomes one.
 */
enum StatePrecision {
  WEIGHTS,
  FLOAT64,
  FLOAT32,
  FLOAT16,
  BFLOAT16;

  /** What an argument says, which may be None. */
  static StatePrecision of(Args args, String name, boolean single) {
    String word =
        switch (args.value(name)) {
          case Nothing _ -> "";
          case Text(var text) -> text;
          case Name(var type) -> type.substring(type.lastIndexOf('.') + 1);
          default -> "?";
        };
    if (word.isEmpty() || word.equals(single ? "float32" : "float64")) {
      return WEIGHTS;
    }
    for (StatePrecision kept : values()) {
      if (kept != WEIGHTS && kept.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kept;
      }
    }
    throw args.expected(name, "None, float64, float32, float16 or bfloat16");
  }

  /** As it is kept. */
  double stored(double value) {
    return switch (this) {
      case WEIGHTS, FLOAT64 -> value;
      case FLOAT32 -> (float) value;
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
      case BFLOAT16 -> brain((float) value);
    };
  }

  /**
   * A number of Python's times one that is kept: of its type, as it is written. JAX, where it
   * compiles, leaves a product of bfloat16 alone that float32 follows.
   */
  double product(double number, double kept, boolean single) {
    if (this == WEIGHTS) {
      return number * kept;
    }
    double product = stored(number) * kept;
    return this == BFLOAT16 && single ? product : stored(product);
  }

  /** The nearest number of eight significant bits, ties to even. */
  private static float brain(float value) {
    int bits = Float.floatToRawIntBits(value);
    int nearest = (bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000;
    return Float.isNaN(value) ? value : Float.intBitsToFloat(nearest);
  }
}
