package rubato.exchange;

import java.util.List;
import java.util.OptionalDouble;
import rubato.exchange.Value.Lambda;

/** PyTorch's schedulers that compute a rate from the one before. */
final class TorchDecays {

  private TorchDecays() {}

  record StepLR(double size, double gamma) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      return s.epoch == 0 || Py.modulo(s.epoch, size) != 0 ? s.group.lr : s.group.lr * gamma;
    }

    @Override
    public OptionalDouble closed(double base, double epoch) {
      return OptionalDouble.of(base * Py.power(gamma, Py.floor(epoch, size)));
    }
  }

  record MultiStepLR(List<Double> milestones, double gamma) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      long here = milestones.stream().filter(m -> m == s.epoch).count();
      return here == 0 ? s.group.lr : s.group.lr * Py.power(gamma, (double) here);
    }

    @Override
    public OptionalDouble closed(double base, double epoch) {
      return OptionalDouble.of(
          base * Py.power(gamma, (double) milestones.stream().filter(m -> m <= epoch).count()));
    }
  }

  record ConstantLR(double factor, double total) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      if (s.epoch == 0) {
        return s.group.lr * factor;
      }
      return s.epoch == total ? s.group.lr * Py.divide(1, factor) : s.group.lr;
    }

    @Override
    public OptionalDouble closed(double base, double epoch) {
      return OptionalDouble.of(base * (factor + (epoch >= total ? 1 - factor : 0)));
    }
  }

  record LinearLR(double start, double end, double total) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      if (s.epoch == 0) {
        return s.group.lr * start;
      }
      if (s.first() || s.epoch > total) {
        return s.group.lr;
      }
      return s.group.lr
          * (1 + Py.divide(end - start, total * start + (s.epoch - 1) * (end - start)));
    }

    @Override
    public OptionalDouble closed(double base, double epoch) {
      return OptionalDouble.of(
          base * (start + Py.divide((end - start) * Math.min(total, epoch), total)));
    }
  }

  record ExponentialLR(double gamma) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      return s.first() ? s.group.lr : s.group.lr * gamma;
    }

    @Override
    public OptionalDouble closed(double base, double epoch) {
      return OptionalDouble.of(base * Py.power(gamma, epoch));
    }
  }

  record PolynomialLR(double total, double power) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      if (s.first() || s.epoch > total) {
        return s.group.lr;
      }
      double left = 1 - Py.divide(s.epoch, total);
      return s.group.lr * Py.power(Py.divide(left, 1 - Py.divide(s.epoch - 1, total)), power);
    }

    @Override
    public OptionalDouble closed(double base, double epoch) {
      return OptionalDouble.of(
          base * Py.power(1 - Py.divide(Math.min(total, epoch), total), power));
    }
  }

  record CosineAnnealingLR(double top, double floor) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      if (s.first()) {
        return s.group.lr;
      }
      double t = s.epoch;
      if (s.count == 1 && t > 0) {
        return floor + (s.base - floor) * (1 + Py.cos(Py.divide(t * Math.PI, top))) / 2;
      }
      if (Py.modulo(t - 1 - top, 2 * top) == 0) {
        return s.group.lr + (s.base - floor) * (1 - Py.cos(Math.PI / top)) / 2;
      }
      return Py.divide(1 + Py.cos(Math.PI * t / top), 1 + Py.cos(Math.PI * (t - 1) / top))
              * (s.group.lr - floor)
          + floor;
    }

    @Override
    public OptionalDouble closed(double base, double epoch) {
      return OptionalDouble.of(
          floor + (base - floor) * (1 + Py.cos(Py.divide(Math.PI * epoch, top))) / 2);
    }
  }

  record LambdaLR(Lambda function) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      return s.base * Formula.at(function, s.epoch);
    }
  }

  record MultiplicativeLR(Lambda function) implements TorchLaw {
    @Override
    public double rate(TorchStepping s) {
      return s.first() ? s.group.lr : s.group.lr * Formula.at(function, s.epoch);
    }
  }
}
