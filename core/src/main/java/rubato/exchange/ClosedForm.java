package rubato.exchange;

import java.util.List;
import java.util.Optional;
import rubato.schedule.Clamp;
import rubato.schedule.Constant;
import rubato.schedule.Cosine;
import rubato.schedule.Cyclic;
import rubato.schedule.Exponential;
import rubato.schedule.Geometric;
import rubato.schedule.Interpolation;
import rubato.schedule.InverseSquareRoot;
import rubato.schedule.InverseTime;
import rubato.schedule.KDecay;
import rubato.schedule.Linear;
import rubato.schedule.Milestones;
import rubato.schedule.NaturalExponential;
import rubato.schedule.Noam;
import rubato.schedule.Piecewise;
import rubato.schedule.Polynomial;
import rubato.schedule.Power;
import rubato.schedule.Product;
import rubato.schedule.Ramp;
import rubato.schedule.Repeat;
import rubato.schedule.Restarts;
import rubato.schedule.Rex;
import rubato.schedule.Schedule;
import rubato.schedule.Sequence;
import rubato.schedule.Shift;
import rubato.schedule.Sigmoid;
import rubato.schedule.Skip;
import rubato.schedule.Step;
import rubato.schedule.Tanh;
import rubato.schedule.Warmup;

/**
 * A schedule's formula as an expression of Python, in the words of a library: what {@code at} of
 * the schedule computes, written down.
 */
final class ClosedForm {

  /** Longer ones nobody reads: a table is as good. */
  private static final int LONGEST = 6_000;

  private static final int DEEPEST = 6;
  private static final int MOST_PARTS = 24;

  /** Whose functions are called, and whether both sides of a choice are computed. */
  enum Words {
    MATH("math.", false),
    JAX("jnp.", true),
    KERAS("ops.", true);

    private final String prefix;
    private final boolean both;

    Words(String prefix, boolean both) {
      this.prefix = prefix;
      this.both = both;
    }
  }

  private final Words words;
  private final long horizon;

  private ClosedForm(Words words, long horizon) {
    this.words = words;
    this.horizon = horizon;
  }

  /** The rate at the step that the text {@code t} stands for, where there is a formula for it. */
  static Optional<String> of(Schedule schedule, String t, Words words, long horizon) {
    if (!known(schedule, DEEPEST)) {
      return Optional.empty();
    }
    String text = new ClosedForm(words, horizon).rate(schedule, t, Long.MAX_VALUE);
    return Optional.of(text).filter(said -> said.length() <= LONGEST);
  }

  private static boolean known(Schedule schedule, int deepest) {
    if (deepest == 0) {
      return false;
    }
    return switch (schedule) {
      case Milestones s -> s.milestones().size() <= MOST_PARTS;
      case Piecewise s -> s.parts().size() <= MOST_PARTS;
      case Interpolation s -> s.knots().size() <= MOST_PARTS;
      case Sequence s ->
          s.pieces().size() <= MOST_PARTS
              && known(s.last(), deepest - 1)
              && s.pieces().stream().allMatch(piece -> known(piece.schedule(), deepest - 1));
      case Warmup s -> known(s.main(), deepest - 1);
      case Product s -> known(s.left(), deepest - 1) && known(s.right(), deepest - 1);
      case Clamp s -> known(s.schedule(), deepest - 1);
      case Shift s -> known(s.schedule(), deepest - 1);
      case Skip s -> known(s.schedule(), deepest - 1);
      case Repeat s -> known(s.schedule(), deepest - 1);
      case Cyclic s -> known(s.amplitude(), deepest - 1);
      case KDecay s -> known(s.ramp(), deepest - 1);
      case Constant _, Ramp _, Exponential _, NaturalExponential _, InverseTime _ -> true;
      case InverseSquareRoot _, Noam _, Step _, Restarts _ -> true;
      default -> false; // dice and permutations have no formula that is shorter than their table
    };
  }

  /** The rate at {@code t}, which is below {@code bound}. */
  private String rate(Schedule schedule, String t, long bound) {
    return switch (schedule) {
      case Constant s -> number(s.rate());
      case Ramp s -> s.steps() >= bound ? ramp(s, t) : when(t, s.steps(), ramp(s, t), s.to());
      case Exponential s ->
          "%s * %s ** (%s)".formatted(number(s.from()), number(s.gamma()), over(t, s.per()));
      case NaturalExponential s ->
          "%s * %s(-%s * (%s))"
              .formatted(number(s.from()), word("exp"), number(s.lambda()), over(t, s.per()));
      case InverseTime s ->
          "%s / (1 + %s * (%s))%s"
              .formatted(
                  number(s.from()),
                  number(s.decay()),
                  over(t, s.per()),
                  s.power() == 1 ? "" : " ** " + number(s.power()));
      case InverseSquareRoot s ->
          "%s / (1 + %s / %d) ** 0.5".formatted(number(s.from()), t, s.timescale());
      case Noam s ->
          "%s * (%s)"
              .formatted(
                  number(s.peak()),
                  choice(
                      t + " < " + s.warmup(),
                      "(%s + 1) / %d".formatted(t, s.warmup()),
                      "(%d / (%s + 1)) ** 0.5".formatted(s.warmup(), t)));
      case Step s ->
          "%s * %s ** (%s // %d)".formatted(number(s.from()), number(s.factor()), t, s.every());
      case Milestones s -> stairs(t, s.milestones(), s);
      case Piecewise s ->
          stairs(t, s.parts().stream().skip(1).map(Piecewise.Part::from).toList(), s);
      case Interpolation s -> through(s, t);
      case Cyclic s -> cyclic(s, t);
      case Restarts s -> s.growth() == 1 ? rounds(s, t) : growing(s, t, 0, s.ramp().steps(), 1);
      case Sequence s -> pieces(s, 0, 0, t, bound);
      case Warmup s ->
          choice(
              t + " < " + s.steps(),
              mixed(left(t, s.steps()), done(t, s.steps()), s.from(), s.main().at(0)),
              rate(s.main(), after(t, s.steps()), less(bound, s.steps())));
      case Product s ->
          "(%s) * (%s)".formatted(rate(s.left(), t, bound), rate(s.right(), t, bound));
      case Clamp s -> most(least(rate(s.schedule(), t, bound), number(s.low())), number(s.high()));
      case Shift s -> rate(s.schedule(), least("%s - %d".formatted(t, s.steps()), "0"), bound);
      case Skip s -> rate(s.schedule(), "(%s + %d)".formatted(t, s.steps()), Long.MAX_VALUE);
      case Repeat s ->
          rate(s.schedule(), "(%s %% %d)".formatted(t, s.every()), Math.min(bound, s.every()));
      default -> throw new IllegalStateException("no formula of " + schedule);
    };
  }

  private String ramp(Ramp ramp, String t) {
    return along(ramp, done(t, ramp.steps()), left(t, ramp.steps()));
  }

  /** Of the part {@code p} that is done and the part {@code q} that is left. */
  private String along(Ramp ramp, String p, String q) {
    return switch (ramp) {
      case Linear s -> mixed(q, p, s.from(), s.to());
      case Cosine s -> mixed(half(q), half(p), s.from(), s.to());
      case Polynomial s -> mixed("(%s) ** %s".formatted(q, number(s.power())), s);
      case Power s -> mixed("1 - (%s) ** %s".formatted(p, number(s.exponent())), s);
      case Geometric s ->
          "%s ** (%s) * %s ** (%s)".formatted(number(s.from()), q, number(s.to()), p);
      case Rex s -> mixed("(%s) / (0.5 + 0.5 * (%s))".formatted(q, q), s);
      case Sigmoid s -> {
        double end = 1 / (1 + Math.exp(-s.after()));
        String here =
            "1 / (1 + %s(%s - %s * (%s)))"
                .formatted(word("exp"), number(s.before()), number(s.before() + s.after()), p);
        double all = end - 1 / (1 + Math.exp(s.before()));
        yield mixed("(%s - %s) / %s".formatted(number(end), here, number(all)), s);
      }
      case Tanh s -> {
        double end = Math.tanh(s.after());
        String here =
            "%s(%s * (%s) - %s)"
                .formatted(word("tanh"), number(s.before() + s.after()), p, number(s.before()));
        double all = end + Math.tanh(s.before());
        yield mixed("(%s - %s) / %s".formatted(number(end), here, number(all)), s);
      }
      case KDecay s -> {
        String bent = "(%s) ** %s".formatted(p, number(s.k()));
        yield along(s.ramp(), bent, "1 - (" + bent + ")");
      }
    };
  }

  /** cos² of the part done, as sin² of the part left: exact near the end in single precision. */
  private String half(String left) {
    return "%s(math.pi / 2 * (%s)) ** 2".formatted(word("sin"), left);
  }

  private String mixed(String weight, Ramp ramp) {
    return mixed(weight, "1 - (" + weight + ")", ramp.from(), ramp.to());
  }

  private static String mixed(String of, String rest, double from, double to) {
    String first = "(%s) * %s".formatted(of, number(from));
    String second = "(%s) * %s".formatted(rest, number(to));
    return to == 0 ? first : from == 0 ? second : first + " + " + second;
  }

  private String stairs(String t, List<Long> at, Schedule schedule) {
    String text = number(schedule.at(at.isEmpty() ? 0 : at.getLast()));
    for (long change : at.reversed()) {
      text = choice(t + " < " + change, number(schedule.at(change - 1)), text);
    }
    return text;
  }

  private String through(Interpolation s, String t) {
    List<Piecewise.Part> knots = s.knots();
    String text = number(knots.getLast().rate());
    for (int i = knots.size() - 2; i >= 0; i--) {
      Piecewise.Part from = knots.get(i);
      Piecewise.Part to = knots.get(i + 1);
      String here = i == 0 ? t : after(t, from.from());
      long steps = to.from() - from.from();
      String p = done(here, steps);
      String q = left(here, steps);
      boolean straight = s.curve() == Interpolation.Curve.LINEAR;
      String between =
          straight
              ? mixed(q, p, from.rate(), to.rate())
              : mixed(half(q), half(p), from.rate(), to.rate());
      text = choice(t + " < " + to.from(), between, text);
    }
    return text;
  }

  private String cyclic(Cyclic s, String t) {
    long all = s.up() + s.down();
    String x = "(%s %% %d)".formatted(t, all);
    String height =
        choice(
            "%s < %d".formatted(x, s.up()),
            "%s / %d".formatted(x, s.up()),
            "(%d - %s) / %d".formatted(all, x, s.down()));
    if (!s.amplitude().equals(new Constant(1))) {
      height = "(%s) * (%s)".formatted(height, rate(s.amplitude(), t, Long.MAX_VALUE));
    }
    return "%s + (%s) * %s".formatted(number(s.low()), height, number(s.high() - s.low()));
  }

  private String rounds(Restarts s, String t) {
    long length = s.ramp().steps();
    String curve = ramp(s.ramp(), "(%s %% %d)".formatted(t, length));
    String height = "%s ** (%s // %d)".formatted(number(s.decay()), t, length);
    return s.decay() == 1 ? curve : lowered(height, curve, s.ramp().to());
  }

  /** Each round by itself, up to one that ends well past the horizon. */
  private String growing(Restarts s, String t, long from, long length, double height) {
    String here = from == 0 ? t : after(t, from);
    String curve = along(s.ramp(), done(here, length), left(here, length));
    String round = height == 1 ? curve : lowered(number(height), curve, s.ramp().to());
    long end = from + length;
    return end > 2 * horizon
        ? round
        : choice(
            t + " < " + end, round, growing(s, t, end, length * s.growth(), height * s.decay()));
  }

  private static String lowered(String height, String curve, double to) {
    String high = "%s * (%s)".formatted(height, curve);
    return to == 0 ? high : high + " + (1 - (%s)) * %s".formatted(height, number(to));
  }

  private String pieces(Sequence s, int i, long from, String t, long bound) {
    String here = from == 0 ? t : after(t, from);
    if (i == s.pieces().size()) {
      return rate(s.last(), here, less(bound, from));
    }
    Sequence.Piece piece = s.pieces().get(i);
    long end = from + piece.steps();
    return choice(
        t + " < " + end,
        rate(piece.schedule(), here, piece.steps()),
        pieces(s, i + 1, end, t, bound));
  }

  private static long less(long bound, long steps) {
    return bound == Long.MAX_VALUE ? bound : Math.max(1, bound - steps);
  }

  /** The part of {@code steps} that is done: 1 past them, where both sides are computed. */
  private String done(String t, long steps) {
    return words.both
        ? "%sminimum(%s, %d) / %d".formatted(words.prefix, t, steps, steps)
        : "%s / %d".formatted(t, steps);
  }

  private String left(String t, long steps) {
    return words.both
        ? "%smaximum(%d - %s, 0) / %d".formatted(words.prefix, steps, t, steps)
        : "(%d - %s) / %d".formatted(steps, t, steps);
  }

  private String after(String t, long steps) {
    String rest = "(%s - %d)".formatted(t, steps);
    return words.both ? least(rest, "0") : rest;
  }

  private static String over(String t, long per) {
    return per == 1 ? t : t + " / " + per;
  }

  private String when(String t, long end, String before, double held) {
    return choice(t + " < " + end, before, number(held));
  }

  private String choice(String condition, String yes, String no) {
    return words.both
        ? "%swhere(%s, %s, %s)".formatted(words.prefix, condition, yes, no)
        : "(%s if %s else %s)".formatted(yes, condition, no);
  }

  private String least(String text, String bound) {
    return "%s(%s, %s)".formatted(words.both ? words.prefix + "maximum" : "max", text, bound);
  }

  private String most(String text, String bound) {
    return "%s(%s, %s)".formatted(words.both ? words.prefix + "minimum" : "min", text, bound);
  }

  private String word(String function) {
    return words.prefix + function;
  }

  private static String number(double value) {
    return Export.number(value);
  }
}
