package rubato.search;

import java.util.List;
import java.util.stream.Collectors;
import rubato.internal.Check;

/**
 * The condition of a dimension: the choice {@code name} is one of {@code words}.
 *
 * @param name an earlier dimension that is a choice
 * @param words some of its words; at least one
 */
public record When(String name, List<String> words) {

  public When {
    words = List.copyOf(words);
    Check.atLeast("words", words.size(), 1);
  }

  /** As in {@code if optimizer is "sgd" or "lion"}. */
  @Override
  public String toString() {
    return "if %s is %s"
        .formatted(name, words.stream().map(Setting::quoted).collect(Collectors.joining(" or ")));
  }
}
