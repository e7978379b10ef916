package rubato.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs courses: the limit, ours, DJL's and PyTorch's. */
public final class Rules {

  private final Race race;
  private final String interpreter;
  private final Optional<String> torch;

  /**
   * Looks who is here.
   *
   * @param environment the variables, of which {@code RUBATO_PYTHON} says where PyTorch is
   */
  public Rules(Race race, Map<String, String> environment) {
    this.race = race;
    this.interpreter = Python.interpreter(environment);
    this.torch = Python.version(interpreter);
  }

  /** The version of PyTorch for Python, where there is one. */
  public Optional<String> torch() {
    return torch;
  }

  /**
   * One course.
   *
   * @param said takes what is going on
   * @param stop ends it after a round
   */
  public Outcome run(Course course, Consumer<String> said, BooleanSupplier stop) {
    if (!course.large() || race.draws() == 1) {
      return run(course, race, said, stop);
    }
    Outcome all = run(course, race.share(0), said, stop);
    for (int i = 1; i < race.draws() && !stop.getAsBoolean(); i++) {
      all = all.and(run(course, race.share(i), said, stop));
    }
    return all;
  }

  /** In memory that is drawn anew, and that goes back. */
  private Outcome run(Course course, Race once, Consumer<String> said, BooleanSupplier stop) {
    List<Contender> all = new ArrayList<>();
    Optional<Python> python = Optional.empty();
    try {
      said.accept("allocating");
      if (vectors() && course.arrays() >= 0 && course.arrays() <= Limit.MOST) {
        all.add(new Limit(course));
      }
      all.add(new Ours(course));
      Djl.of(course).ifPresent(all::add);
      python = torch.isEmpty() ? python : Python.start(interpreter, course);
      python.ifPresent(process -> all.addAll(process.contenders()));
      return new Outcome(course, once.run(all, said, stop));
    } catch (IOException e) {
      throw new IllegalStateException(interpreter + " cannot be run: " + e.getMessage(), e);
    } finally {
      all.forEach(Contender::close);
      python.ifPresent(Python::close);
      all.clear();
      System.gc(); // gives their memory back before the next ones take theirs
    }
  }

  private static boolean vectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
