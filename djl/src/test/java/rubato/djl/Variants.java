package rubato.djl;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import rubato.optim.Rule;
import rubato.optim.Usual;

/** Every rule with operations of the engine: as it is, with each option changed, and with some. */
final class Variants {

  private static final int MIXED = 8;

  private Variants() {}

  static Stream<Rule> usual() {
    return Usual.names().stream().map(Usual::named).filter(rule -> !rule.evaluatesAgain());
  }

  static Stream<Rule> all() {
    return usual().flatMap(rule -> of(rule).stream());
  }

  private static List<Rule> of(Rule usual) {
    List<Rule> variants = new ArrayList<>(List.of(usual));
    Map<String, List<String>> choices = choices(usual);
    choices.forEach(
        (option, values) -> values.forEach(value -> add(usual, Map.of(option, value), variants)));
    var random = new Random(usual.name().hashCode());
    for (int i = 0; i < MIXED; i++) {
      Map<String, String> some = new HashMap<>();
      choices.forEach(
          (option, values) -> {
            if (random.nextBoolean()) {
              some.put(option, values.get(random.nextInt(values.size())));
            }
          });
      add(usual, some, variants);
    }
    return variants;
  }

  private static void add(Rule usual, Map<String, String> options, List<Rule> variants) {
    try {
      Rule variant = usual.with(options);
      if (!variant.evaluatesAgain()) {
        variants.add(variant);
      }
    } catch (IllegalArgumentException _) {
      // Out of the bounds of this option, or of two together.
    }
  }

  private static Map<String, List<String>> choices(Rule rule) {
    Map<String, List<String>> choices = new HashMap<>();
    List<String> options = rule.options();
    RecordComponent[] components = rule.getClass().getRecordComponents();
    for (int i = 0; i < options.size() && i < components.length; i++) {
      List<String> values = values(components[i].getType());
      if (!values.isEmpty()) {
        choices.put(options.get(i), values);
      }
    }
    return choices;
  }

  private static List<String> values(Class<?> type) {
    if (type == boolean.class) {
      return List.of("true", "false");
    }
    if (type == double.class) {
      return List.of("0", "0.05", "0.7", "2", "-0.7");
    }
    if (type == long.class || type == int.class) {
      return List.of("0", "1", "3");
    }
    return type.isEnum()
        ? Stream.of(type.getEnumConstants())
            .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList()
        : List.of();
  }
}
