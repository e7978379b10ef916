package rubato.internal;

import java.util.Collection;

/** The word that was probably meant. */
public final class Nearest {

  private static final int SHORTENED = 3;

  private Nearest() {}

  /**
   * {@code ", did you mean `cosine`?"} for a word that is misspelt, or the beginning of one word
   * alone; nothing when no word is near.
   */
  public static String hint(String word, Collection<String> words) {
    String best = "";
    int least = Math.max(1, Math.min(word.length(), 9) / 3) + 1;
    for (String candidate : words) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = ", did you mean `" + candidate + "`?";
      }
    }
    var begun = words.stream().filter(candidate -> candidate.startsWith(word)).toList();
    return best.isEmpty() && word.length() >= SHORTENED && begun.size() == 1
        ? ", did you mean `" + begun.getFirst() + "`?"
        : best;
  }

  /** Levenshtein's: insertions, deletions and replacements from {@code a} to {@code b}. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
