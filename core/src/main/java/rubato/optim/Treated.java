package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * What the rules of an update see of the gradients: those that it begins with, and those that are
 * evaluated again, treated alike.
 */
final class Treated {

  private final Step step;
  private final NonFinite policy;
  private final Conditioner conditioner;
  private final List<Plan.Entry> moving;
  private final Store store;
  private final boolean again;
  private final List<Seen> all = new ArrayList<>();
  private List<Conditioning> each;

  /**
   * Of the gradients as the update begins.
   *
   * @param moving the parameters that will move
   * @param each what becomes of each gradient
   * @param again whether a rule evaluates again
   */
  Treated(
      Step step,
      NonFinite policy,
      Conditioner conditioner,
      List<Plan.Entry> moving,
      Store store,
      List<Conditioning> each,
      boolean again) {
    this.step = step;
    this.policy = policy;
    this.conditioner = conditioner;
    this.moving = moving;
    this.store = store;
    this.each = each;
    this.again = again;
  }

  /** The update is to be left out: gradients were not finite under {@link NonFinite#SKIP}. */
  static final class LeftOut extends RuntimeException {

    private static final long serialVersionUID = 1;

    private LeftOut() {
      super("gradients are not finite", null, false, false);
    }
  }

  /** A gradient, and what the rule of a group sees of it. */
  private record Seen(int group, int place, Values raw, Values g) {

    void fill(Conditioning by) {
      g.follow(raw.conditioned(by), 1);
    }
  }

  /** What becomes of the gradient at {@code place} among the parameters that move. */
  Conditioning conditioning(int place) {
    return each.get(place);
  }

  /**
   * The gradient at {@code place}. Where a rule evaluates again it is in memory of its own, in
   * which what another group evaluates does not appear.
   */
  Values of(int place) {
    Plan.Entry entry = moving.get(place);
    Values raw = Values.of(entry.parameter.gradient(), entry.parameter.precision());
    if (!again) {
      return raw.conditioned(each.get(place));
    }
    var seen = new Seen(entry.place, place, raw, raw.another());
    seen.fill(each.get(place));
    all.add(seen);
    return seen.g;
  }

  /** Evaluates again for the rule of a group, which alone sees it. */
  Update.Again again(int number) {
    List<Seen> seen = all.stream().filter(one -> one.group == number).toList();
    return new Update.Again() {
      @Override
      public double evaluate() {
        return evaluate(Update.Aim.FOLLOW);
      }

      @Override
      public double evaluate(Update.Aim aim) {
        double loss = step.again().evaluate();
        // A point that a line search rejects by itself may have any gradient.
        if (aim != Update.Aim.TRY || Double.isFinite(loss)) {
          look(aim);
          seen.forEach(one -> one.fill(each.get(one.place)));
        }
        return loss;
      }

      @Override
      public void curvature(List<Tensor> tensors, List<Values> into) {
        step.again().curvature(tensors, into);
        for (int i = 0; i < into.size(); i++) {
          police("curvature of " + tensors.get(i).name(), into.get(i));
        }
      }
    };
  }

  private void look(Update.Aim aim) {
    Conditioned found = conditioner.look(step.scale(), moving).orElseThrow(LeftOut::new);
    store.zeroed += found.wild();
    List<Conditioning> before = each;
    each = found.each();
    if (aim == Update.Aim.COMPARE) {
      each = new ArrayList<>();
      for (int i = 0; i < before.size(); i++) {
        Conditioning first = before.get(i);
        each.add(new Conditioning(first.scale(), first.limit(), found.each().get(i).zero()));
      }
    }
  }

  private void police(String name, Values numbers) {
    long wild = policy == NonFinite.PASS ? 0 : Conditioner.wild(numbers);
    if (wild == 0) {
      return;
    }
    Check.that(
        policy != NonFinite.FAIL, name, "finite", wild + " NaN or infinite of " + numbers.size());
    if (policy == NonFinite.SKIP) {
      throw new LeftOut();
    }
    store.zeroed += wild;
    for (long i = 0; i < numbers.size(); i++) {
      if (!Double.isFinite(numbers.at(i))) {
        numbers.set(i, 0);
      }
    }
  }
}
