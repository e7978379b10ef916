package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import rubato.pace.Pace;
import rubato.schedule.Horizon;
import rubato.text.Spec;

/** What is written for another framework gives the same rates when it is read again. */
class ExportTest {

  private static final int STEPS = 100;

  private static final List<String> SPECS =
      List.of(
          "0.1",
          "cosine(0.1 -> 0.001)",
          "linear(0.1 -> 0.01)",
          "polynomial(0.1 -> 0, power 2)",
          "exponential(0.1, gamma 0.95)",
          "step(0.1, factor 0.5 every 30)",
          "milestones(0.1, factor 0.1 at 30, 80)",
          "piecewise(0: 0.1, 50: 0.01)",
          "inverse-time(0.1, decay 0.01)",
          "warmup(10) then cosine(0.1 -> 0)",
          "warmup(10, from 0) then linear(0.1 -> 0)",
          "linear(0.01 -> 0.1, 20) then 0.1 for 30 then cosine(0.1 -> 0)",
          "0.5 * cosine(0.2 -> 0.01) * step(1, factor 0.9 every 7)",
          "noam(0.1, warmup 10)",
          "restarts(cosine(0.1 -> 0.01, 10), growth 2, decay 0.5)",
          "cyclic(0.01 -> 0.1, up 10, down 20)",
          "pytorch.OneCycleLR(max_lr=0.1, total_steps=101, lr=0.01)",
          "keras.CosineDecayRestarts(initial_learning_rate=0.1, first_decay_steps=30)",
          "timm.CosineLRScheduler(t_initial=80, warmup_t=10, lr=0.1)",
          "huggingface.cosine(num_warmup_steps=10, num_training_steps=90, lr=0.001)");

  @TestFactory
  Stream<DynamicTest> reading_it_again_gives_the_same_rates() {
    return SPECS.stream()
        .flatMap(
            spec ->
                Stream.of(Framework.values())
                    .filter(to -> to != Framework.PYTORCH_OPTIMIZER)
                    .map(
                        to ->
                            DynamicTest.dynamicTest(
                                to.word() + ": " + spec, () -> same(spec, to))));
  }

  private static void same(String spec, Framework to) {
    Pace pace = Spec.parse(spec).resolve(new Horizon(STEPS, 10));
    String source = Export.write(to, pace, STEPS);
    Scheduler again = Written.read(to, source).scheduler();
    double relative = to == Framework.DJL ? 2e-6 : 1e-10;
    for (int step = 0; step < STEPS; step++) {
      double right = pace.schedule().at(step);
      assertThat(again.at(step))
          .as("step %d of %s", step, source)
          .isCloseTo(right, within(relative * Math.abs(right) + 1e-15));
    }
  }

  @Test
  void a_table_is_the_last_resort() {
    assertThat(write("cosine(0.1 -> 0)", Framework.PYTORCH))
        .contains("CosineAnnealingLR(optimizer");
    assertThat(write("warmup(10) then cosine(0.1 -> 0)", Framework.PYTORCH))
        .contains("SequentialLR");
    assertThat(write("step(0.1, factor 0.5 every 30)", Framework.DEEPLEARNING4J))
        .isEqualTo(
            "ISchedule schedule = new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 30.0);\n");
    assertThat(write("cosine(0.1 -> 0)", Framework.FASTAI)).contains("a function does");
    assertThat(write("noise(0.1, amount 0.1, seed 1)", Framework.FASTAI)).contains("a table does");
  }

  @Test
  void a_configuration_of_keras_is_read_again() {
    for (String spec : SPECS) {
      Pace pace = Spec.parse(spec).resolve(new Horizon(STEPS, 10));
      Scheduler again = Written.read(Framework.KERAS, Export.kerasConfig(pace, STEPS)).scheduler();
      for (int step = 0; step < STEPS; step++) {
        double right = pace.schedule().at(step);
        assertThat(again.at(step)).isCloseTo(right, within(1e-10 * Math.abs(right) + 1e-15));
      }
    }
    assertThat(Export.kerasConfig(Spec.parse("cosine(0.1 -> 0)").resolve(new Horizon(9, 9)), 9))
        .isEqualTo(
            """
            {
              "module": "keras.optimizers.schedules",
              "class_name": "CosineDecay",
              "config": {
                "initial_learning_rate": 0.1,
                "decay_steps": 9,
                "alpha": 0.0,
                "name": "CosineDecay",
                "warmup_target": null,
                "warmup_steps": 0
              },
              "registered_name": null
            }
            """);
  }

  @Test
  void what_has_no_configuration_is_said() {
    Pace watching =
        Spec.parse("0.1 * keras.ReduceLROnPlateau(lr=0.1)").resolve(new Horizon(STEPS, 10));
    assertThatThrownBy(() -> Export.kerasConfig(watching, STEPS))
        .hasMessage("a callback of Keras has no configuration: use --to keras");
    assertThat(Export.write(Framework.KERAS, watching, STEPS)).contains("keras.callbacks.");
    assertThat(
            Export.kerasConfig(
                Spec.parse(
                        "keras.PiecewiseConstantDecay(boundaries=[3], values=[float('inf'), 1],"
                            + " name='a \"b')")
                    .resolve(new Horizon(STEPS, 10)),
                STEPS))
        .contains("\"values\": [Infinity, 1]");
  }

  @Test
  void schedulers_of_fastai_say_how_long_they_are() {
    for (String spec :
        List.of(
            "fastai.fit_one_cycle(lr_max=0.01, n_batches=70)",
            "fastai.fit_sgdr(n_cycles=2, cycle_len=1, lr_max=0.1)",
            "fastai.SchedExp(start=0.1, end=0.01, n_batches=60)",
            "fastai.schedule(function=lambda pct: (1 - pct), n_batches=100)",
            "fastai.fit_one_cycle_mom(moms=[0.95, 0.85, 0.95], n_batches=50)")) {
      Pace pace = Spec.parse(spec).resolve(new Horizon(STEPS, 10));
      String source = Export.write(Framework.FASTAI, pace, 50);
      assertThat(source).contains("n_batches = ").doesNotContain("n_batches=");
      if (!spec.contains("_mom")) {
        Scheduler again = Written.read(Framework.FASTAI, source).scheduler();
        assertThat(again.at(33)).isEqualTo(pace.schedule().at(33));
      }
    }
    Pace plateau =
        Spec.parse("0.1 * fastai.ReduceLROnPlateau(patience=2, lr=0.1)")
            .resolve(new Horizon(STEPS, 10));
    assertThat(Export.write(Framework.FASTAI, plateau, STEPS))
        .contains("callback = ReduceLROnPlateau(patience=2)");
  }

  @Test
  void a_lambda_of_djl_is_written_in_java() {
    Pace own =
        Spec.parse("djl.Tracker(function=lambda update: (1 / (1 + update)))")
            .resolve(new Horizon(3, 3));
    assertThat(Export.write(Framework.DJL, own, 3))
        .isEqualTo("Tracker tracker = update -> (float) ((double) 1 / (1 + update));\n");
  }

  /** The class was compiled and run with Deeplearning4j 1.0.0-M2.1, as all of these were. */
  @Test
  void deeplearning4j_has_schedules_of_its_own_or_a_class() {
    assertThat(write("cosine(0.1 -> 0)", Framework.DEEPLEARNING4J))
        .isEqualTo(
            """
            // no scheduler of this framework gives these rates: a function does
            final class Rate implements ISchedule {
              @Override
              public double valueAt(int step, int epoch) {
                return ((step < 100) ? (Math.pow(Math.sin(((Math.PI / 2.0) * ((100 - step) / 100.0))), 2) * 0.1) : 0.0);
              }

              @Override
              public ISchedule clone() {
                return this;
              }
            }

            ISchedule schedule = new Rate();
            """);
    Map<String, String> calls =
        Map.ofEntries(
            Map.entry("0.1", "FixedSchedule(0.1)"),
            Map.entry("exponential(0.1, gamma 0.25 per 2)", "ExponentialSchedule(0.1, 0.5)"),
            Map.entry(
                "exponential(0.1, lambda 0.5)", "ExponentialSchedule(0.1, 0.6065306597126334)"),
            Map.entry("inverse-time(0.1, decay 0.5 per 10)", "InverseSchedule(0.1, 0.05, 1.0)"),
            Map.entry("cyclic(0.01 -> 0.1, up 8, down 8)", "CycleSchedule(0.01, 0.1, 16, 0, 1.0)"),
            Map.entry("warmup(9, from 0.01) then 0.1", "RampSchedule(new FixedSchedule(0.1), 10)"),
            Map.entry(
                "linear(0.1 -> 1, 9) * step(0.1, factor 0.5 every 7)",
                "RampSchedule(new StepSchedule(0.1, 0.5, 7.0), 10)"),
            Map.entry(
                "exponential(0.1, gamma 0.5) * linear(0.1 -> 1, 9)",
                "RampSchedule(new ExponentialSchedule(0.1, 0.5), 10)"),
            Map.entry("piecewise(0: 1, 50: 0.5)", "MapSchedule(Map.of(0, 1.0, 50, 0.5))"),
            Map.entry(
                "milestones(1, factor 0.5 at 20, 30)",
                "MapSchedule(Map.of(0, 1.0, 20, 0.5, 30, 0.25))"));
    calls.forEach(
        (spec, call) ->
            assertThat(
                    write(spec, Framework.DEEPLEARNING4J).replace("ScheduleType.ITERATION, ", ""))
                .isEqualTo("ISchedule schedule = new " + call + ";\n"));
    assertThat(write("cyclic(0.01 -> 0.1, up 8, down 9)", Framework.DEEPLEARNING4J))
        .contains("implements ISchedule");
    assertThat(write("linear(0.1 -> 1, 9) * rex(0.1 -> 0)", Framework.DEEPLEARNING4J))
        .contains("implements ISchedule");
    assertThat(write("exponential(0.1 -> 0.001)", Framework.DEEPLEARNING4J))
        .startsWith("// the same rates for 100 steps; past them it goes on otherwise\n")
        .contains("new ExponentialSchedule(");
    assertThat(
            write(
                "deeplearning4j.CosineWarmupSchedule(maxLR=1, minLR=0, warmupSteps=1, totalSteps=9)",
                Framework.DEEPLEARNING4J))
        .startsWith("// CosineWarmupSchedule is newer than version 1.0.0-M2.1\n");
  }

  @Test
  void a_map_of_java_has_ten_entries_or_is_one_of_entries() {
    String text =
        "piecewise(0: 1, 5: 2, 10: 3, 15: 4, 20: 5, 25: 4, 30: 3, 35: 2, 40: 1, 45: 0.5, 50: 2)";
    assertThat(write(text, Framework.DEEPLEARNING4J))
        .contains("Map.ofEntries(Map.entry(0, 1.0), Map.entry(5, 2.0), ");
    same(text, Framework.DEEPLEARNING4J);
    assertThatThrownBy(
            () ->
                Written.read(
                        Framework.DEEPLEARNING4J,
                        "new MapSchedule(ScheduleType.EPOCH, Map.ofEntries(Map.entry(0), 1))")
                    .scheduler())
        .hasMessageStartingWith("values of MapSchedule must be a dictionary of numbers");
  }

  @Test
  void what_goes_on_otherwise_past_the_end_is_said() {
    assertThat(write("cosine(0.1 -> 0)", Framework.PYTORCH))
        .startsWith("# the same rates for 100 steps; past them it goes on otherwise\n");
    assertThat(write("cosine(0.1 -> 0)", Framework.OPTAX)).startsWith("import optax");
  }

  private static String write(String spec, Framework to) {
    return Export.write(to, Spec.parse(spec).resolve(new Horizon(STEPS, 10)), STEPS);
  }
}
