package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rubato.pace.Pace;
import rubato.schedule.Horizon;
import rubato.text.Spec;

/**
 * Runs exported source in the frameworks themselves: {@code RUBATO_PYTHON} names a Python that has
 * them, else {@code python3} is tried; those it has not are left out.
 */
class RealExportTest {

  private static final int STEPS = 100;

  private static final List<String> SPECS =
      List.of(
          "0.1",
          "cosine(0.1 -> 0.001)",
          "linear(0.1 -> 0)",
          "linear(0.01 -> 0.1, 20)",
          "polynomial(0.1 -> 0.01, power 2)",
          "exponential(0.1, gamma 0.95)",
          "step(0.1, factor 0.5 every 30)",
          "milestones(0.1, factor 0.1 at 30, 80)",
          "piecewise(0: 0.1, 50: 0.01)",
          "inverse-time(0.1, decay 0.01)",
          "warmup(10) then cosine(0.1 -> 0)",
          "warmup(10, from 0) then linear(0.1 -> 0)",
          "linear(0.01 -> 0.1, 20) then 0.1 for 30 then cosine(0.1 -> 0)",
          "0.5 * cosine(0.2 -> 0.01) * step(1, factor 0.9 every 7)",
          "restarts(cosine(0.1 -> 0.01, 10), growth 2, decay 0.5)",
          "cyclic(0.01 -> 0.1, up 10, down 20) * exponential(1, gamma 0.9 per 10)",
          "clamp(noam(0.1, warmup 10), 0.02..0.05)",
          "one-cycle(0.1)",
          "interpolate-cosine(0: 0.1, 50: 0.03, 90: 0.01)",
          "pytorch.ChainedScheduler(schedulers=[LinearLR(total_iters=4), StepLR(step_size=7)], lr=1)",
          "pytorch.StepLR(step_size=3, last_epoch=5, lr=0.1, initial_lr=0.5)",
          "pytorch.SWALR(swa_lr=0.05, lr=0.2)",
          "keras.CosineDecay(initial_learning_rate=0.0, decay_steps=60, warmup_target=0.1, warmup_steps=9)",
          "optax.warmup_exponential_decay_schedule(init_value=0.0, peak_value=0.1, warmup_steps=10,"
              + " transition_steps=10, decay_rate=0.5)",
          "huggingface.cosine_with_min_lr(num_warmup_steps=9, num_training_steps=90, min_lr_rate=0.1, lr=1)",
          "huggingface.warmup_stable_decay(num_warmup_steps=9, num_stable_steps=40, num_decay_steps=30, lr=1)",
          "timm.CosineLRScheduler(t_initial=80, warmup_t=10, noise_range_t=10, lr=0.1)");

  /** What it is to be run with, and what its rate of a step is. */
  enum Library {
    PYTORCH(Framework.PYTORCH, "import torch"),
    HUGGINGFACE(Framework.HUGGINGFACE, "import torch, transformers"),
    TIMM(Framework.TIMM, "import torch, timm.scheduler"),
    KERAS(Framework.KERAS, "import keras"),
    OPTAX(Framework.OPTAX, "import optax");

    private final Framework framework;
    private final String imports;

    Library(Framework framework, String imports) {
      this.framework = framework;
      this.imports = imports;
    }

    String head() {
      return framework.equals(Framework.KERAS) || framework.equals(Framework.OPTAX)
          ? ""
          : "import torch, warnings\nwarnings.simplefilter('ignore')\nmodel = torch.nn.Linear(1, 1)\n";
    }

    /** A scheduler of timm is stepped to a step, one of PyTorch from the one before. */
    String loop(String source) {
      if (head().isEmpty()) {
        return "print('rates', *[float(schedule(t)) if callable(schedule) else schedule"
            + " for t in range(%d)])\n".formatted(STEPS);
      }
      boolean timm = source.contains("timm");
      return "seen = []\nfor t in range(%d):\n".formatted(STEPS)
          + (timm ? "    scheduler.step(t)\n" : "")
          + "    seen.append(optimizer.param_groups[0]['lr'])\n    optimizer.step()\n"
          + (timm ? "" : "    scheduler.step()\n")
          + "print('rates', *seen)\n";
    }
  }

  @ParameterizedTest
  @EnumSource
  void exported_source_gives_the_same_rates_there(Library library) throws Exception {
    boolean here = run(library.imports + "\nprint('here')").endsWith("here\n");
    assumeTrue(here, "no Python with " + library.framework + ": set RUBATO_PYTHON");
    var program = new StringBuilder();
    var paces = new ArrayList<Pace>();
    for (String spec : SPECS) {
      Pace pace = Spec.parse(spec).resolve(new Horizon(STEPS, 10));
      String source = Export.write(library.framework, pace, STEPS);
      program.append(library.head()).append(source).append(library.loop(source));
      paces.add(pace);
    }
    List<String> answers =
        run(program.toString()).lines().filter(line -> line.startsWith("rates ")).toList();
    assertThat(answers).hasSize(SPECS.size());
    // Keras and optax compute in single precision: 1 + cos has no more digits than that near 0.
    double relative = library.head().isEmpty() ? 2e-6 : 1e-10;
    for (int i = 0; i < SPECS.size(); i++) {
      String[] rates = answers.get(i).split(" ", -1);
      for (int step = 0; step < STEPS; step++) {
        double right = paces.get(i).schedule().at(step);
        double slack = library.head().isEmpty() ? 1.2e-8 : 1e-15;
        assertThat(Double.parseDouble(rates[step + 1]))
            .as("%s at step %d of %s", library, step, SPECS.get(i))
            .isCloseTo(right, within(relative * Math.abs(right) + slack));
      }
    }
  }

  /** What it prints. */
  private static String run(String program) throws IOException, InterruptedException {
    String python = System.getenv().getOrDefault("RUBATO_PYTHON", "python3");
    try {
      Process process = new ProcessBuilder(python, "-").redirectErrorStream(true).start();
      process.getOutputStream().write(program.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(60, TimeUnit.SECONDS);
      return said;
    } catch (IOException e) {
      return "no " + python;
    }
  }
}
