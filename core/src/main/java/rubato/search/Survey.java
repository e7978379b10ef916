package rubato.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@link Pilot} knows when it chooses: the trials as {@link Sight}s, and the spots that it may
 * try next.
 */
final class Survey {

  /** Beyond so many sights only the last of each trial are looked at, then only the best. */
  private static final int MOST = 200;

  /** So many tried sides are looked at, and so many new ones. */
  private static final int OLD = 4;

  private static final int FRESH = 3;

  /** Where a trial's curve is looked at; and where it stops. */
  private static final int[] PARTS = {1, 3, 9, 14, 18, 22, 27};

  private final Sides sides;
  private final long horizon;
  private final List<Trial> trials;
  private final List<Told> told;
  private final int[] fine;
  private final int[] side;
  private final Yardstick yardstick;
  private final double[] lattice;
  private final int tried;

  Survey(Space space, long horizon, State state) {
    this.sides = Sides.of(space);
    this.horizon = horizon;
    this.trials = state.trials();
    this.told = state.told();
    int most = trials.isEmpty() ? 0 : trials.getLast().number() + 1;
    this.fine = new int[most];
    this.side = new int[most];
    for (Trial trial : trials) {
      double[] unit = space.unit(trial.arm());
      fine[trial.number()] = sides.axis() < 0 ? 0 : fine(trial.arm().rate());
      side[trial.number()] = sides.side(unit);
    }
    this.yardstick = Yardstick.of(this.trials, fine);
    this.lattice = lattice(sides, sides.rateOnly() ? 6 : 3);
    this.tried = sides.points().size();
  }

  static int fine(double rate) {
    return (int) Math.rint(Math.log10(rate) * Kernel.FINE);
  }

  /** Coordinates of the rates that are tried: so many to a factor of ten, both ends among them. */
  static double[] lattice(Sides sides, int perDecade) {
    if (sides.axis() < 0) {
      return new double[] {0};
    }
    var range = (Dimension.Log) sides.space().dimensions().get(sides.axis());
    double decades = Math.log10(range.high()) - Math.log10(range.low());
    int parts = Math.clamp((long) Math.rint(decades * perDecade), 4, 20 * perDecade);
    var lattice = new double[parts + 1];
    for (int i = 0; i <= parts; i++) {
      lattice[i] = i / (double) parts;
    }
    return lattice;
  }

  Sides sides() {
    return sides;
  }

  double[] lattice() {
    return lattice;
  }

  Yardstick yardstick() {
    return yardstick;
  }

  int fine(Trial trial) {
    return fine[trial.number()];
  }

  int side(Trial trial) {
    return side[trial.number()];
  }

  int fine(double rate, int at) {
    return sides.axis() < 0 ? 0 : fine(sides.arm(at, rate).rate());
  }

  /** Every rate that may be tried at each of some sides, in turn. */
  List<Sight> spots(List<Integer> where) {
    var spots = new ArrayList<Sight>();
    for (int one : where) {
      for (double rate : lattice) {
        spots.add(Sight.spot(fine(rate, one), one));
      }
    }
    return spots;
  }

  /** The belief after what was seen, at {@code spots}; {@code before} is one to go on from. */
  Belief belief(Belief before, List<Sight> sights, List<Sight> spots) {
    return before.then(Prior.of(sides, sights, spots), sights, spots);
  }

  /** The part of the horizon that is done after {@code step} updates. */
  int part(long step) {
    return Math.clamp(step * Search.REPORTS / horizon, 1, Search.REPORTS);
  }

  /** True when any trial has said anything but that it diverged. */
  boolean good() {
    return Double.isFinite(yardstick.best());
  }

  /**
   * That rates above those that blow up are no good either, where it may matter; then all that
   * matters of the trials, in the order in which it was told, what may be overtaken last.
   */
  List<Sight> sights() {
    var sights = new ArrayList<Sight>();
    var going = new ArrayList<Sight>();
    var last = new LinkedHashMap<Integer, Sight>();
    var wanted = new HashMap<Integer, Integer>();
    var byNumber = new HashMap<Integer, Trial>();
    trials.forEach(trial -> byNumber.put(trial.number(), trial));
    for (Told one : told) {
      Trial trial = Objects.requireNonNull(byNumber.get(one.trial()));
      int part = part(one.step());
      int next = wanted.getOrDefault(one.trial(), 0);
      boolean due = next < PARTS.length && part >= PARTS[next];
      while (next < PARTS.length && part >= PARTS[next]) {
        next++;
      }
      wanted.put(one.trial(), next);
      // What is told on the way would move the choice to and fro.
      boolean end = one.step() == trial.step() && !trial.running();
      if (due || end) {
        Sight sight = sight(trial, one);
        (due || !one.alive() ? sights : going).add(sight);
        last.remove(one.trial());
        last.put(one.trial(), sight);
      }
    }
    sights.addAll(going);
    if (sights.size() > MOST) {
      sights = new ArrayList<>(last.values());
      Set<Sight> best =
          sights.stream()
              .sorted(
                  Comparator.comparingInt(Sight::part)
                      .reversed()
                      .thenComparingDouble(Sight::value)
                      .thenComparingInt(Sight::trial))
              .limit(MOST)
              .collect(Collectors.toSet());
      sights.retainAll(best);
    }
    var all = new ArrayList<Sight>();
    if (sides.axis() >= 0) {
      for (int side : leading(sights).stream().sorted().toList()) {
        cliff(side, sights, all);
      }
    }
    all.addAll(sights);
    return all;
  }

  private Sight sight(Trial trial, Told told) {
    boolean bad = !told.alive() || yardstick.bad(told.value());
    return new Sight(
        fine(trial),
        side(trial),
        part(told.step()),
        bad ? 1 : yardstick.scaled(told.value()),
        bad,
        trial.number(),
        trial.seed());
  }

  /* Beyond the lowest rate that blew up, above all that did not, it is believed to stay so. */
  private void cliff(int at, List<Sight> sights, List<Sight> all) {
    int good = Integer.MIN_VALUE;
    int bad = Integer.MAX_VALUE;
    for (Sight sight : sights) {
      if (sight.side() == at && sight.value() < 0.95) {
        good = Math.max(good, sight.fine());
      }
    }
    for (Trial trial : trials) {
      if (side(trial) == at
          && trial.last().isPresent()
          && sight(trial, trial.last().get()).value() >= 1
          && fine(trial) > good) {
        bad = Math.min(bad, fine(trial));
      }
    }
    int top = fine(1, at);
    for (int rate = bad; rate <= top; rate += Kernel.FINE / 2) {
      // Each of a trial and a seed of its own.
      int own = -2 - all.size();
      all.add(new Sight(rate, at, Search.REPORTS, 1, true, own, own));
    }
  }

  /** The tried sides that matter: those of the best values so far, best first. */
  List<Integer> leading(List<Sight> sights) {
    var best = new double[tried];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (Sight sight : sights) {
      best[sight.side()] = Math.min(best[sight.side()], sight.value());
    }
    return IntStream.range(0, tried)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> best[i]))
        .limit(OLD)
        .toList();
  }

  /** The sides that may be tried: the leading ones, then fresh ones. */
  List<Integer> candidates(SplittableRandom dice, List<Sight> sights) {
    List<Integer> leading = leading(sights);
    var chosen = new ArrayList<>(leading);
    for (int i = 0; i < FRESH && !sides.rateOnly(); i++) {
      int fresh = sides.side(i % 2 == 0 ? any(dice) : near(leading.getFirst(), dice));
      if (!chosen.contains(fresh)) {
        chosen.add(fresh);
      }
    }
    return chosen;
  }

  /** A side drawn at random. */
  double[] any(SplittableRandom dice) {
    double[] unit = dice.doubles(sides.space().size()).toArray();
    return sides.space().unit(sides.space().arm(unit));
  }

  private double[] near(int best, SplittableRandom dice) {
    double[] unit = sides.points().get(best).clone();
    int moved = dice.nextInt(unit.length);
    for (int i = 0; i < unit.length; i++) {
      boolean word = sides.space().dimensions().get(i) instanceof Dimension.Choice;
      if (Double.isNaN(unit[i]) || (word && i == moved)) {
        unit[i] = dice.nextDouble();
      } else if (!word) {
        unit[i] = Math.clamp(unit[i] + 0.1 * dice.nextGaussian(), 0, 1);
      }
    }
    return sides.space().unit(sides.space().arm(unit));
  }
}
