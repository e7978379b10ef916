package rubato.workloads;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import rubato.objective.Examples;
import rubato.train.Dataset;

/** Data as arrays, and whether those that are not shipped are here. */
public final class DataSets {

  /**
   * One data set.
   *
   * @param name the task that needs it
   * @param folder where it was found, by the names of its files
   * @param advice the command that gets it
   */
  public record Found(String name, Optional<Path> folder, String advice) {}

  private DataSets() {}

  /**
   * The shipped digits, 1 by 8 by 8 pixels from 0 to 1: what is trained on and what is held out.
   */
  public static List<Dataset> digits() {
    Networks.Data data = Digits.data(1, 8, 8);
    return List.of(data.train(), data.heldOut());
  }

  /** The shipped breast cancers, columns scaled: what is trained on and what is held out. */
  public static List<Dataset> cancer() {
    Halves halves = Tables.cancerHalves();
    return List.of(classes(halves.train()), classes(halves.heldOut()));
  }

  private static Dataset classes(Examples examples) {
    Dataset numbers = Networks.Data.regression(examples);
    return new Dataset(numbers.features(), numbers.shape(), numbers.labels(), 2);
  }

  /** All that are not shipped; fetches nothing. */
  public static List<Found> look() {
    Shelf shelf = Shelf.here();
    return List.of(ImageSet.FASHION, ImageSet.MNIST).stream()
        .map(set -> new Found(set.name(), shelf.found(set), set.advice()))
        .toList();
  }
}
