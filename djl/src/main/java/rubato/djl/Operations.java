package rubato.djl;

import ai.djl.ndarray.NDScope;
import java.util.List;
import java.util.function.Consumer;
import rubato.optim.AcProp;
import rubato.optim.AdEMAMix;
import rubato.optim.AdaBelief;
import rubato.optim.Adadelta;
import rubato.optim.Adafactor;
import rubato.optim.Adagrad;
import rubato.optim.Adam;
import rubato.optim.Adam8bit;
import rubato.optim.AdamW;
import rubato.optim.Adamax;
import rubato.optim.Adan;
import rubato.optim.Adopt;
import rubato.optim.Asgd;
import rubato.optim.Cocob;
import rubato.optim.DAdaptAdagrad;
import rubato.optim.DAdaptAdam;
import rubato.optim.DAdaptLion;
import rubato.optim.DAdaptSgd;
import rubato.optim.Dog;
import rubato.optim.Dowg;
import rubato.optim.Elementwise;
import rubato.optim.Fromage;
import rubato.optim.Ftrl;
import rubato.optim.Lamb;
import rubato.optim.Lars;
import rubato.optim.Lbfgs;
import rubato.optim.Lion;
import rubato.optim.Lookahead;
import rubato.optim.Madgrad;
import rubato.optim.Mechanic;
import rubato.optim.Momo;
import rubato.optim.MomoAdam;
import rubato.optim.Muon;
import rubato.optim.NAdam;
import rubato.optim.Noisy;
import rubato.optim.NovoGrad;
import rubato.optim.OptimisticAdam;
import rubato.optim.OptimisticGd;
import rubato.optim.PolyakSgd;
import rubato.optim.Prodigy;
import rubato.optim.RAdam;
import rubato.optim.RmsProp;
import rubato.optim.Rprop;
import rubato.optim.Rule;
import rubato.optim.Salsa;
import rubato.optim.Sam;
import rubato.optim.ScheduleFreeAdamW;
import rubato.optim.ScheduleFreePlus;
import rubato.optim.ScheduleFreeRAdam;
import rubato.optim.ScheduleFreeSgd;
import rubato.optim.Sgd;
import rubato.optim.SignSgd;
import rubato.optim.Signum;
import rubato.optim.SimplifiedAdEMAMix;
import rubato.optim.Sls;
import rubato.optim.Sm3;
import rubato.optim.Soap;
import rubato.optim.Sophia;
import rubato.optim.Values;
import rubato.optim.Yogi;

/** Which operations a rule is. */
final class Operations {

  private Operations() {}

  /**
   * An update of a group of parameters.
   *
   * @param operands the parameters
   * @param shared a number for every shared scalar of the group
   * @param loss at the weights as they are; NaN where nobody said it
   */
  record Together(List<Operand> operands, Values shared, double loss) {

    /** The same of other parameters. */
    Together of(List<Operand> others) {
      return new Together(others, shared, loss);
    }

    /** The same with other shared scalars. */
    Together sharing(Values others) {
      return new Together(operands, others, loss);
    }

    /** One after the other, and no arrays of one while the next is at work. */
    void each(Consumer<Operand> work) {
      for (Operand p : operands) {
        try (var _ = new NDScope()) {
          work.accept(p);
        }
      }
    }

    /** The same of those that are matrices and not empty. */
    void eachMatrix(Consumer<Operand> work) {
      of(operands.stream().filter(p -> p.shape().rank() == 2 && p.shape().size() > 0).toList())
          .each(work);
    }

    /** The largest rate of the group, where a rule knows only one. */
    double rate() {
      return operands.stream().mapToDouble(Operand::rate).max().orElse(0);
    }
  }

  /** One update of a parameter. */
  static void update(Elementwise rule, Operand p) {
    rule.advance(p.t(), p.rate(), p.scalars());
    switch (rule) {
      case Sgd sgd -> DescentOperations.update(sgd, p);
      case Adagrad adagrad -> SquareOperations.update(adagrad, p);
      case RmsProp rmsProp -> SquareOperations.update(rmsProp, p);
      case Adam adam -> AdamOperations.update(adam, p);
      case AdamW adamW -> AdamOperations.update(adamW, p);
      case Adadelta adadelta -> SquareOperations.update(adadelta, p);
      case Adamax adamax -> AdamOperations.update(adamax, p);
      case NAdam nAdam -> AdamOperations.update(nAdam, p);
      case RAdam rAdam -> AdamOperations.update(rAdam, p);
      case Rprop rprop -> SignOperations.update(rprop, p);
      case Asgd asgd -> DescentOperations.update(asgd, p);
      case Ftrl ftrl -> SquareOperations.update(ftrl, p);
      case Madgrad madgrad -> SquareOperations.update(madgrad, p);
      case ScheduleFreeSgd free -> DescentOperations.update(free, p);
      case ScheduleFreeAdamW free -> DescentOperations.update(free, p);
      case ScheduleFreeRAdam free -> DescentOperations.update(free, p);
      case SignSgd sign -> SignOperations.update(sign, p);
      case Signum signum -> SignOperations.update(signum, p);
      case Lion lion -> SignOperations.update(lion, p);
      case AdaBelief belief -> MeanOperations.update(belief, p);
      case AcProp acProp -> MeanOperations.update(acProp, p);
      case Yogi yogi -> AdamOperations.update(yogi, p);
      case Adan adan -> MeanOperations.update(adan, p);
      case AdEMAMix mix -> MeanOperations.update(mix, p);
      case SimplifiedAdEMAMix mix -> MeanOperations.update(mix, p);
      case Adopt adopt -> MeanOperations.update(adopt, p);
      case OptimisticGd optimistic -> DescentOperations.update(optimistic, p);
      case OptimisticAdam optimistic -> AdamOperations.update(optimistic, p);
      case Cocob cocob -> SquareOperations.update(cocob, p);
    }
  }

  /** One update of the parameters of a group. */
  static void update(Rule rule, Together together) {
    switch (rule) {
      case Elementwise elementwise -> together.each(p -> update(elementwise, p));
      case Lamb lamb -> together.each(p -> NormOperations.update(lamb, p));
      case Lars lars -> together.each(p -> NormOperations.update(lars, p));
      case NovoGrad grad -> together.each(p -> NormOperations.update(grad, p));
      case Fromage fromage -> together.each(p -> NormOperations.update(fromage, p));
      case Dog dog -> NormOperations.update(dog, together);
      case Dowg dowg -> NormOperations.update(dowg, together);
      case Sm3 sm3 -> together.each(p -> MatrixOperations.update(sm3, p));
      case Muon muon -> MatrixOperations.update(muon, together);
      case Soap soap -> BasisOperations.update(soap, together);
      case Adafactor adafactor -> together.each(p -> FactoredOperations.update(adafactor, p));
      case Adam8bit adam -> together.each(p -> CodeOperations.update(adam, p));
      case DAdaptSgd sgd -> AdaptiveOperations.update(sgd, together);
      case DAdaptAdam adam -> AdaptiveOperations.update(adam, together);
      case DAdaptAdagrad adagrad -> AdaptiveOperations.update(adagrad, together);
      case DAdaptLion lion -> AdaptiveOperations.update(lion, together);
      case Prodigy prodigy -> AdaptiveOperations.update(prodigy, together);
      case PolyakSgd polyak -> LossOperations.update(polyak, together);
      case Momo momo -> LossOperations.update(momo, together);
      case MomoAdam momo -> LossOperations.update(momo, together);
      case ScheduleFreePlus plus -> LossOperations.update(plus, together);
      case Lookahead lookahead -> AroundOperations.update(lookahead, together);
      case Mechanic mechanic -> AroundOperations.update(mechanic, together);
      case Noisy noisy -> AroundOperations.update(noisy, together);
      case Lbfgs _, Sls _, Salsa _, Sam _, Sophia _ ->
          throw new IllegalStateException("no operations for " + rule);
    }
  }
}
