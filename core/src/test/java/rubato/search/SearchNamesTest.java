package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static rubato.search.SearchContractTest.RATE;
import static rubato.search.SearchContractTest.SIX;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names and options of searches, as they are read. */
class SearchNamesTest {

  @Test
  void unknown_names_and_options_are_told_with_the_nearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Searches.parse("tpee", RATE, 27, 1))
        .withMessageStartingWith("method must be one of ")
        .withMessageEndingWith("got tpee, did you mean `tpe`?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Searches.parse("tpe:start=3", RATE, 27, 1))
        .withMessageContaining("startup");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Searches.parse("tpe+medain", RATE, 27, 1))
        .withMessageContaining("did you mean `median`?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Searches.parse("median", RATE, 27, 1))
        .withMessageEndingWith("got median, which ends trials of a sampler: write random+median");
    for (String wrong :
        List.of(
            "",
            "tpe:startup",
            "tpe:startup=x",
            "tpe:startup=1,startup=2",
            "tpe:joint=yes",
            "tpe+median+median",
            "grid+median",
            "golden-section:width=x",
            "golden-section:width=1",
            "random+median:rule=best",
            "halving:sampling=tpe",
            "halving:sampling=magic",
            "random+",
            "widening+grid:points=0")) {
      assertThatIllegalArgumentException()
          .as(wrong)
          .isThrownBy(() -> Searches.parse(wrong, RATE, 27, 1))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }

  @Test
  void a_method_says_which_spaces_it_cannot_search() {
    for (String method : SearchContractTest.single()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Searches.parse(method, SIX, 27, 1))
          .withMessageStartingWith("space of " + method);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Searches.parse("grid:points=100", SIX, 27, 1))
        .withMessageStartingWith("combinations must be at most");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Searches.parse("widening+sobol", Space.parse("a linear 0..1"), 27, 1))
        .withMessageContaining("a rate on a logarithmic axis");
  }

  @Test
  void names_are_listed() {
    assertThat(Searches.names()).isSorted().contains("tpe", "asha", "grid");
    assertThat(Searches.samplers()).isSorted().contains("tpe").doesNotContain("asha");
    assertThat(Searches.pruners()).containsExactly("asha", "halving", "hyperband", "median");
  }
}
