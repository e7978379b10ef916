package rubato.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.exchange.Value.Call;

/**
 * The schedulers of fastai: functions of the part of the training that is done, {@code step /
 * n_batches}; where several are combined that part goes through single precision.
 */
final class Fastai {

  private static final String LINE = "(start, end, n_batches=100)";

  static final Table TABLE =
      new Table("fastai")
          .own("SchedNo" + LINE, Fastai::single)
          .own("SchedLin" + LINE, Fastai::single)
          .own("SchedCos" + LINE, Fastai::single)
          .own("SchedExp" + LINE, Fastai::single)
          .own("SchedPoly(start, end, power, n_batches=100)", Fastai::single)
          .own("LRFinder(start_lr=1e-7, end_lr=10, num_it=100, stop_div=True)", Fastai::finder)
          .own("schedule(function, n_batches=100)", Fastai::own)
          .own("combined_cos(pct, start, middle, end, n_batches=100)", Fastai::combinedCosine)
          .own("combine_scheds(pcts, scheds, n_batches=100)", Fastai::combined)
          .own(
              "fit_one_cycle(n_epoch, lr_max, div=25.0, div_final=100000.0, pct_start=0.25, wd=None,"
                  + " moms=None, cbs=None, reset_opt=False, start_epoch=0, n_batches=100)",
              Fastai::oneCycle)
          .own("fit_one_cycle_mom(moms, pct_start=0.25, n_batches=100)", Fastai::momentum)
          .own(
              "fit_flat_cos(n_epoch, lr, div_final=100000.0, pct_start=0.75, wd=None, cbs=None,"
                  + " reset_opt=False, start_epoch=0, n_batches=100)",
              Fastai::flatCosine)
          .own(
              "fit_sgdr(n_cycles, cycle_len, lr_max, cycle_mult=2, cbs=None, reset_opt=False,"
                  + " wd=None, start_epoch=0, n_batches=100)",
              Fastai::sgdr)
          .rated(
              "ReduceLROnPlateau(monitor='valid_loss', comp=None, min_delta=0.0, patience=1,"
                  + " factor=10.0, min_lr=0, reset_on_fit=True)",
              Fastai::plateau);

  private Fastai() {}

  /** A value for the part of it that is done. */
  private interface Annealer {
    double at(double part);
  }

  private static Annealer cosine(double from, double to) {
    return p -> from + (1 + Py.cos(Math.PI * (1 - p))) * (to - from) / 2;
  }

  private static Annealer annealer(Args args) {
    double from = args.number("start");
    double to = args.number("end");
    return switch (args.scheduler()) {
      case "SchedNo" -> p -> from;
      case "SchedLin" -> p -> from + p * (to - from);
      case "SchedCos" -> cosine(from, to);
      case "SchedExp" -> p -> from * Math.pow(to / from, p);
      default -> {
        double power = args.number("power");
        yield p -> from + (to - from) * Math.pow(p, power);
      }
    };
  }

  private static Motion over(Args args, Annealer annealer) {
    return Motion.of(curve(args, annealer));
  }

  private static Curve curve(Args args, Annealer annealer) {
    double n = args.number("n_batches");
    args.require(n > 0, "ZeroDivisionError", "n_batches must be > 0");
    return t -> annealer.at(t / n);
  }

  private static Motion single(Args args, Setting setting) {
    return over(args, annealer(args));
  }

  /** Any function of the part that is done. */
  private static Motion own(Args args, Setting setting) {
    Value.Lambda function = args.function("function", "pct");
    return over(args, part -> Formula.at(function, part));
  }

  private static Motion finder(Args args, Setting setting) {
    double from = args.number("start_lr");
    double to = args.number("end_lr");
    double n = Math.max(6, args.number("num_it")); // fastai does not go below
    return Motion.of(t -> from * Math.pow(to / from, t / n));
  }

  private static Annealer combine(Args args, List<Double> parts, List<Annealer> annealers) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    args.require(sum == 1, "AssertionError", "pcts must sum to 1, got " + sum);
    args.require(
        parts.size() == annealers.size(), "AssertionError", "as many pcts as scheds are needed");
    float[] bounds = new float[parts.size() + 1];
    double passed = 0;
    for (int i = 0; i < parts.size(); i++) {
      double part = parts.get(i);
      args.require(part >= 0, "AssertionError", "pcts must be >= 0");
      passed += (float) part;
      bounds[i + 1] = (float) passed;
    }
    return p -> {
      float at = (float) p;
      int i = annealers.size() - 1;
      while (i > 0 && at < bounds[i]) {
        i--;
      }
      return annealers.get(i).at((at - bounds[i]) / (bounds[i + 1] - bounds[i]));
    };
  }

  private static Annealer combinedCosine(
      Args args, double part, double start, double middle, double end) {
    return combine(
        args, List.of(part, 1 - part), List.of(cosine(start, middle), cosine(middle, end)));
  }

  private static Motion combinedCosine(Args args, Setting setting) {
    return over(
        args,
        combinedCosine(
            args,
            args.number("pct"),
            args.number("start"),
            args.number("middle"),
            args.number("end")));
  }

  private static Motion combined(Args args, Setting setting) {
    var annealers = new ArrayList<Annealer>();
    for (Call call : args.calls("scheds")) {
      Table.Line line = TABLE.named(call.name());
      args.require(call.name().startsWith("Sched"), "TypeError", "cannot combine " + call.name());
      annealers.add(annealer(line.signature().args(line.signature().bound(call))));
    }
    return over(args, combine(args, args.numbers("pcts"), annealers));
  }

  private static Motion oneCycle(Args args, Setting setting) {
    double max = args.number("lr_max");
    double part = args.number("pct_start");
    Annealer rate =
        combinedCosine(args, part, max / args.number("div"), max, max / args.number("div_final"));
    return new Motion.Timed(
        curve(args, rate),
        args.has("moms") ? Optional.of(curve(args, momenta(args))) : Optional.empty());
  }

  private static Annealer momenta(Args args) {
    List<Double> moms = args.numbers("moms");
    args.require(moms.size() == 3, "TypeError", "moms must be three numbers");
    return combinedCosine(args, args.number("pct_start"), moms.get(0), moms.get(1), moms.get(2));
  }

  private static Motion momentum(Args args, Setting setting) {
    return over(args, momenta(args));
  }

  private static Motion flatCosine(Args args, Setting setting) {
    double lr = args.number("lr");
    double end = lr / args.number("div_final");
    return over(args, combinedCosine(args, args.number("pct_start"), lr, lr, end));
  }

  private static Motion sgdr(Args args, Setting setting) {
    double cycles = args.number("n_cycles");
    double longer = args.number("cycle_mult");
    double length = args.number("cycle_len");
    double max = args.number("lr_max");
    args.require(cycles >= 1 && cycles <= 1000, "ValueError", "n_cycles must be from 1 to 1000");
    double epochs = Py.floor(length * (Py.power(longer, cycles) - 1), longer - 1);
    var parts = new ArrayList<Double>();
    var annealers = new ArrayList<Annealer>();
    for (int i = 0; i < cycles; i++) {
      parts.add(Py.divide(length * Py.power(longer, i), epochs));
      annealers.add(cosine(max, 0));
    }
    return over(args, combine(args, parts, annealers));
  }

  private static Motion plateau(Args args, Setting setting) {
    String monitor = args.text("monitor");
    boolean less =
        args.has("comp")
            ? args.text("comp").startsWith("less")
            : monitor.contains("loss") || monitor.contains("error");
    return new Motion.Watching(
        new Plateau(
            !less,
            args.number("min_delta"),
            args.number("patience"),
            args.number("factor"),
            args.number("min_lr")));
  }

  /** State: rate, best, waited. The factor divides. */
  private record Plateau(boolean max, double delta, double patience, double factor, double floor)
      implements Policy {
    @Override
    public double[] begin(double lr) {
      return new double[] {lr, max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY, 0};
    }

    @Override
    public double[] after(double[] state, double metric) {
      boolean better = max ? metric - delta > state[1] : metric + delta < state[1];
      double waited = better ? 0 : state[2] + 1;
      boolean cut = waited >= patience;
      return new double[] {
        cut ? Math.max(Py.divide(state[0], factor), floor) : state[0],
        better ? metric : state[1],
        cut ? 0 : waited
      };
    }
  }
}
