package rubato.lab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DumbbellsTest {

  private static String drawn() {
    return new Dumbbells(
            "a & b",
            "before",
            "after",
            List.of(
                new Dumbbells.Column("<loss>", Scale.LOG, new Extent(0.01, 10)),
                new Dumbbells.Column("mark", Scale.LINEAR, new Extent(0, 1))),
            List.of(
                new Dumbbells.Row(
                    "one", true, List.of(new Dumbbells.Span(1, 0.1), new Dumbbells.Span(0, 7))),
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
            .parse(new ByteArrayInputStream(drawn().getBytes(StandardCharsets.UTF_8)));
    // Two in the legend, four of the first row, one of the second.
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(7);
    assertThat(drawn())
        .contains("a &amp; b", "&lt;loss&gt;", "before", "after")
        .doesNotContain("NaN");
  }

  @Test
  void what_lies_outside_stands_at_the_edge() {
    // The second column begins at 205 + 190 + 26 and is 190 wide.
    assertThat(drawn()).contains("cx=\"421\"").contains("cx=\"611\"");
  }
}
