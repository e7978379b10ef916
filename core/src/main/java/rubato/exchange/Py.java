package rubato.exchange;

import java.util.List;

/** Python's arithmetic where it is not Java's: it raises. */
final class Py {

  private Py() {}

  static double divide(double a, double b) {
    if (b == 0) {
      throw ExchangeException.raised("ZeroDivisionError", "division by zero");
    }
    return a / b;
  }

  /** {@code a // b}, exact: 84 // 16.8 is 4, for 16.8 is a little more than that. */
  static double floor(double a, double b) {
    double rest = modulo(a, b);
    return Math.rint((a - rest) / b);
  }

  /** With the sign of {@code b}. */
  static double modulo(double a, double b) {
    if (b == 0) {
      throw ExchangeException.raised("ZeroDivisionError", "modulo by zero");
    }
    double rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
  }

  static double power(double a, double b) {
    if (a == 0 && b < 0) {
      throw ExchangeException.raised(
          "ZeroDivisionError", "0.0 cannot be raised to a negative power");
    }
    if (a < 0 && b != Math.rint(b) && Double.isFinite(a)) {
      throw ExchangeException.raised("TypeError", a + " ** " + b + " is a complex number");
    }
    double power = Math.pow(a, b);
    if (Double.isInfinite(power) && Double.isFinite(a) && Double.isFinite(b)) {
      throw ExchangeException.raised("OverflowError", a + " ** " + b + " is too large");
    }
    return power;
  }

  static double finite(double value, double of) {
    if (Double.isInfinite(value) && Double.isFinite(of)) {
      throw ExchangeException.raised("OverflowError", "math range error");
    }
    return value;
  }

  /** {@code bisect_right}, which searches lists that are not sorted too. */
  static int bisectRight(List<Double> list, double x) {
    int low = 0;
    int high = list.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (x < list.get(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  static double cos(double x) {
    return StrictMath.cos(x);
  }
}
