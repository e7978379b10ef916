package rubato.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import rubato.internal.Check;

/**
 * What a search may try: one to six dimensions. The rate, where there is one, is named {@code
 * rate}.
 *
 * <p>Printed as {@code optimizer "sgd" | "adam"; rate log 1.0E-5..10.0; momentum linear 0.0..0.99
 * if optimizer is "sgd"}, which {@link #parse} reads again, losing nothing.
 *
 * @param dimensions in the order of an arm's values; a choice comes before what depends on it
 */
public record Space(List<Dimension> dimensions) {

  /** The name of the rate. */
  public static final String RATE = "rate";

  /** More dimensions than this are no matter of a few dozen trainings. */
  public static final int MOST = 6;

  public Space {
    dimensions = List.copyOf(dimensions);
    Check.within("dimensions", dimensions.size(), 1, MOST);
    var before = new HashMap<String, Dimension>();
    for (Dimension dimension : dimensions) {
      dimension
          .when()
          .ifPresent(
              when ->
                  Check.that(
                      before.get(when.name()) instanceof Dimension.Choice choice
                          && choice.words().containsAll(when.words()),
                      "condition of " + dimension.name(),
                      "some words of an earlier choice",
                      when));
      Check.that(
          before.put(dimension.name(), dimension) == null,
          "names",
          "different",
          dimension.name() + " twice");
    }
  }

  /** A rate alone, on a logarithmic axis. */
  public static Space rate(double low, double high) {
    return new Space(List.of(new Dimension.Log(RATE, low, high)));
  }

  /**
   * Reads what {@link #toString} prints.
   *
   * @throws IllegalArgumentException when it is not the text of a space
   */
  public static Space parse(String text) {
    return new SearchText(text).space();
  }

  /** How many dimensions. */
  public int size() {
    return dimensions.size();
  }

  /** The arm at a point of the unit cube; the coordinates of absent dimensions do not matter. */
  public Arm arm(double... unit) {
    Check.that(unit.length == size(), "coordinates", String.valueOf(size()), unit.length);
    var settings = new ArrayList<Setting>();
    for (int i = 0; i < unit.length; i++) {
      if (exists(dimensions.get(i), settings)) {
        settings.add(dimensions.get(i).at(unit[i]));
      }
    }
    return new Arm(settings);
  }

  /** Where an arm lies in the unit cube; NaN for dimensions that it does not have. */
  public double[] unit(Arm arm) {
    var unit = new double[size()];
    for (int i = 0; i < unit.length; i++) {
      String name = dimensions.get(i).name();
      unit[i] = Double.NaN;
      for (Setting one : arm.settings()) {
        if (one.name().equals(name)) {
          unit[i] = dimensions.get(i).unit(one);
        }
      }
    }
    return unit;
  }

  private static boolean exists(Dimension dimension, List<Setting> before) {
    return dimension.when().isEmpty()
        || before.stream()
            .anyMatch(
                one ->
                    one instanceof Setting.Word(var name, var word)
                        && name.equals(dimension.when().get().name())
                        && dimension.when().get().words().contains(word));
  }

  /** The place of the dimension {@code name}, or -1. */
  public int index(String name) {
    for (int i = 0; i < size(); i++) {
      if (dimensions.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** This space with {@code changed} in the place of the dimension of its name. */
  public Space with(Dimension changed) {
    return new Space(
        dimensions.stream().map(one -> one.name().equals(changed.name()) ? changed : one).toList());
  }

  @Override
  public String toString() {
    return dimensions.stream().map(Dimension::toString).collect(Collectors.joining("; "));
  }
}
