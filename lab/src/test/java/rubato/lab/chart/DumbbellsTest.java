package rubato.lab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DumbbellsTest {

  private static String drawn(String name) {
    return new Dumbbells(
            "a & b",
            "before",
            "after",
            List.of(
                new Dumbbells.Column("<loss>", Scale.LOG, new Extent(0.01, 10)),
                new Dumbbells.Column("mark", Scale.LINEAR, new Extent(0, 1))),
            List.of(
                new Dumbbells.Row(
                    name, true, List.of(new Dumbbells.Span(1, 0.1), new Dumbbells.Span(0, 7))),
                new Dumbbells.Row(
                    "two",
                    false,
                    List.of(
                        new Dumbbells.Span(Double.NaN, 0.1),
                        new Dumbbells.Span(Double.NaN, Double.NaN)))))
        .svg();
  }

  @Test
  void rows_have_a_ring_and_a_dot_in_each_column() throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(drawn("one").getBytes(StandardCharsets.UTF_8)));
    // Two in the legend, four of the first row, one of the second.
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(7);
    assertThat(drawn("one"))
        .contains("a &amp; b", "&lt;loss&gt;", "before", "after")
        .doesNotContain("NaN");
  }

  @Test
  void what_lies_outside_stands_at_the_edge() {
    // The second column begins at 120 + 190 + 26 and is 190 wide.
    assertThat(drawn("one")).contains("cx=\"336\"").contains("cx=\"526\"");
  }

  @Test
  void names_have_the_room_they_need_up_to_a_bound() {
    assertThat(drawn("sgd:momentum=0.9 under cosine")).contains(">sgd:momentum=0.9 under cosine<");
    assertThat(drawn("n".repeat(99))).contains("n\u2026<").contains("cx=\"536\"");
  }
}
