package rubato.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Png;
import rubato.lab.chart.Svg;
import rubato.lab.chart.Terminal;
import rubato.lab.chart.Theme;

/** Where charts go: files that were asked for, else the terminal. */
final class Drawing {

  private static final int ROWS = 16;

  @Option(names = "--svg", paramLabel = "FILE", description = "Write the drawing as SVG.")
  @Nullable Path svg;

  @Option(names = "--png", paramLabel = "FILE", description = "Write the drawing as PNG.")
  @Nullable Path png;

  void files(List<Chart> charts, Console console, Manners manners) {
    if (charts.isEmpty()) {
      return;
    }
    if (svg != null) {
      TargetFile.write(svg, Svg.stacked(charts, 900, 420).getBytes(StandardCharsets.UTF_8));
      manners.hint(console, "wrote " + svg);
    }
    if (png != null) {
      System.setProperty("java.awt.headless", "true");
      TargetFile.write(png, Png.of(Svg.stacked(charts, 900, 420), Theme.LIGHT, 2));
      manners.hint(console, "wrote " + png);
    }
  }

  void terminal(List<Chart> charts, Console console, Manners manners) {
    int rows = ROWS;
    for (Chart chart : charts) {
      var untitled =
          new Chart("", chart.x(), chart.y(), chart.series(), chart.bands(), chart.marks());
      console
          .out()
          .print(
              Terminal.of(
                  untitled,
                  Math.clamp(console.columns(), 30, 110),
                  rows,
                  manners.colourOut(console),
                  console.unicode()));
      rows = ROWS / 2;
    }
  }
}
