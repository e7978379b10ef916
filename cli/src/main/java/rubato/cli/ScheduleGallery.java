package rubato.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rubato.lab.chart.Spark;
import rubato.lab.gallery.Entry;
import rubato.lab.gallery.Gallery;
import rubato.lab.gallery.GalleryGuide;
import rubato.lab.gallery.GalleryPage;
import rubato.lab.gallery.Group;

/** Every schedule there is: what it looks like, and the sentence that gives it. */
@Command(
    name = "gallery",
    description = "Show every schedule there is.",
    footer = {
      "",
      "Examples:",
      "  rubato schedule gallery",
      "  rubato schedule gallery --html gallery.html"
    })
final class ScheduleGallery implements Callable<Integer> {

  private static final int SPARK = 16;

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Option(
      names = "--html",
      arity = "0..1",
      fallbackValue = "gallery.html",
      paramLabel = "FILE",
      description = "Write the curves, formulas and advice as one HTML file (gallery.html).")
  @Nullable Path html;

  @Option(
      names = "--markdown",
      paramLabel = "FOLDER",
      description = "Write gallery.md there and its pictures to ../images/gallery.")
  @Nullable Path markdown;

  ScheduleGallery(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (html != null) {
      TargetFile.write(html, GalleryPage.html());
      manners.hint(console, "wrote " + html);
    }
    if (markdown != null) {
      guide(markdown);
    }
    if (manners.json) {
      console.out().println(Json.of(json()));
    } else if (html == null && markdown == null) {
      table();
    }
    return Exit.OK;
  }

  private void guide(Path folder) {
    Path page = folder.resolve("gallery.md");
    TargetFile.write(page, GalleryGuide.markdown());
    Path pictures = folder.toAbsolutePath().normalize().resolveSibling("images").resolve("gallery");
    try {
      Files.createDirectories(pictures);
    } catch (IOException e) {
      throw TargetFile.failed(pictures, e);
    }
    GalleryGuide.pictures().forEach((name, svg) -> TargetFile.write(pictures.resolve(name), svg));
    manners.hint(console, "wrote " + page + " and the pictures in " + pictures);
  }

  private void table() {
    int longest = Gallery.entries().stream().mapToInt(e -> e.name().length()).max().orElse(0);
    String gap = "";
    for (Group group : Group.values()) {
      var rows = new ArrayList<List<String>>();
      for (Entry entry : Gallery.of(group)) {
        String name = entry.name() + " ".repeat(longest - entry.name().length());
        double[] rates = entry.rates().toArray();
        rows.add(
            List.of(
                "  " + name,
                Spark.of(rates, SPARK, entry.scale(), console.unicode()),
                entry.spec()));
      }
      console.out().println(gap + group.title());
      console.out().print(Table.of(rows, console.columns()));
      gap = "\n";
    }
    manners.hint(
        console, "with formulas and advice: ./rubato schedule gallery --html gallery.html");
  }

  private static Map<String, Object> json() {
    var object = new LinkedHashMap<String, Object>();
    object.put("horizon", Entry.HORIZON);
    object.put("schedules", Gallery.entries().stream().map(ScheduleGallery::json).toList());
    return object;
  }

  private static Map<String, Object> json(Entry entry) {
    var object = new LinkedHashMap<String, Object>();
    object.put("group", entry.group().title());
    object.put("name", entry.name());
    object.put("schedule", entry.spec());
    object.put("formula", entry.formula());
    object.put("when", entry.when());
    object.put("end", entry.end());
    return object;
  }
}
