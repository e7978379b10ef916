package rubato.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word the user may have meant. */
final class Nearest {

  private static final int SHORTENED = 3;

  private Nearest() {}

  /**
   * The known word nearest to {@code word}, unless even that one is quite another; else the one
   * that begins so.
   */
  static Optional<String> to(String word, Collection<String> known) {
    var begun = known.stream().filter(other -> other.startsWith(word)).toList();
    return known.stream()
        .min(Comparator.comparingInt(other -> distance(word, other)))
        .filter(other -> distance(word, other) <= Math.max(1, other.length() / 3))
        .or(
            () ->
                begun.stream()
                    .filter(_ -> word.length() >= SHORTENED && begun.size() == 1)
                    .findAny());
  }

  /** The insertions, deletions, changes and swaps of neighbours between two words. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
