package rubato.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> WORDS = List.of("cosine", "linear", "step");

  @Test
  void says_what_was_probably_meant() {
    assertThat(Nearest.hint("cosin", WORDS)).isEqualTo(", did you mean `cosine`?");
    assertThat(Nearest.hint("lienar", WORDS)).isEqualTo(", did you mean `linear`?");
    assertThat(Nearest.hint("stp", WORDS)).isEqualTo(", did you mean `step`?");
  }

  @Test
  void a_beginning_is_enough_if_it_is_that_of_one_word() {
    List<String> options = List.of("epsilon", "weight-decay", "correct-mean", "correct-square");
    assertThat(Nearest.hint("eps", options)).isEqualTo(", did you mean `epsilon`?");
    assertThat(Nearest.hint("weight", options)).isEqualTo(", did you mean `weight-decay`?");
    assertThat(Nearest.hint("correct", options)).isEmpty();
    assertThat(Nearest.hint("e", options)).isEmpty();
  }

  @Test
  void says_nothing_when_nothing_is_near() {
    assertThat(Nearest.hint("x", WORDS)).isEmpty();
    assertThat(Nearest.hint("sigmoid", WORDS)).isEmpty();
    assertThat(Nearest.hint("", WORDS)).isEmpty();
  }

  @Test
  void counts_insertions_deletions_and_replacements() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("abc", "")).isEqualTo(3);
    assertThat(Nearest.distance("abc", "abc")).isZero();
  }
}
