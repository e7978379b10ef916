package rubato.search;

import java.util.SplittableRandom;

/** Numbers drawn at random that depend on nothing but where they are drawn. */
final class Dice {

  private Dice() {}

  /** The generator of the trial, round or bracket {@code number} of a search. */
  static SplittableRandom of(long seed, long number) {
    // SplittableRandom's own mixing keeps neighbouring seeds apart.
    return new SplittableRandom(
        new SplittableRandom(seed).nextLong() + new SplittableRandom(~number).nextLong());
  }
}
