package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands around an optimizer; recorded paths of optax are replayed by TrajectoryTest. */
class TransformationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optax.chain(optax.sgd(0.1), 2)                         | optax: a transformation must be a call, got 2
          optax.chain(optax.scale_by_adm(), optax.scale(-1))     | optax has no optimizer `scale_by_adm`, did you mean `scale_by_adam`?
          optax.chain(optax.scale_by_adam(b3=1), optax.scale(1)) | scale_by_adam has no `b3`, did you mean `b1`?
          optax.contrib.dpsgd(0.1, 1.0, 0.1, 0)                  | optax: `dpsgd` is not supported here: it sees more than one gradient
          optax.add_noise(0.1, 0.5, key=0.5)                     | key of add_noise must be a whole number or jax.random.key of one, got 0.5
          optax.lbfgs()                                          | linesearch of lbfgs must be None, for its search along a line is optax's own, got 'zoom'
          optax.sam(optax.sgd(0.1), optax.sgd(0.1), 2, True, True) | opaque_mode of sam must be False: the gradients in between are not in the file, got True
          optax.sam(optax.sgd(0.1), optax.sgd(0.1), 0)           | sync_period of sam must be >= 1, got 0
          optax.masked(optax.adam(0.1), [True])                  | masked: a mask must be True, False or a lambda, got [True]
          optax.adamw(0.1, mask=lambda p: p.name)                | a lambda may use its parameter, numbers and functions of math, got p.name
          optax.contrib.adopt(0.1, mu_dtype=jnp.bfloat16)        | adopt: `mu_dtype` must be float64, as the weights are, got jnp.bfloat16; states of other precision are not kept
          optax.lion(0.1, mu_dtype=16)                           | mu_dtype of lion must be None, float64, float32, float16 or bfloat16, got 16
          optax.trace(0.9, accumulator_dtype=jnp.int8)           | accumulator_dtype of trace must be None, float64, float32, float16 or bfloat16, got jnp.int8
          optax.adaptive_grad_clip(0.1, axis=2)                  | axis of adaptive_grad_clip must be one of 1 axes, got 2
          optax.conditionally_mask(optax.sgd(0.1), lambda s: s < 1, True) | forward_extra_args of conditionally_mask must be False, got True
          optax.MultiSteps(optax.sgd(0.1), 2, True, optax.skip)  | should_skip_update_fn of MultiSteps must be None, skip_not_finite or a partial skip_large_updates, got optax.skip
          optax.MultiSteps(optax.sgd(0.1), 2, should_skip_update_fn=functools.partial(optax.skip_large_updates)) | should_skip_update_fn of MultiSteps must be None, skip_not_finite or a partial skip_large_updates, got functools.partial(optax.skip_large_updat...
          optax.scale_by_lion(mode='soft')                       | ValueError: mode of lion must be one of hard, smooth, refined, got 'soft'
          schedulefree.ScheduleFreeWrapper(optax.sgd(0.1))       | base of ScheduleFreeWrapper must be an optimizer of PyTorch, got optax.sgd(0.1)
          kj.SingleDeviceMuonWithAuxAdam([{'params': [p]}])      | use_muon of SingleDeviceMuonWithAuxAdam must be said in the parameter group, got None
          optax.contrib.muon(0.1, preconditioning='l1')          | ValueError: preconditioning of muon must be one of frobenius, spectral, aol, schatten, got 'l1'
          optax.contrib.muon(0.1, ns_coeffs='dion')              | ns_coeffs of muon must be a list of numbers, got 'dion'
          optax.lars(0.1, trust_ratio_mask=False)                | trust_ratio_mask of lars must be one that has the weights in it, got False
          optax.apply_every(0)                                   | k of apply_every must be >= 1, got 0
          optax.partition({'a': optax.sgd(0.1)}, 'b')            | param_labels of partition must be the label of one of the transforms, got 'b'
          optax.partition({'a': optax.sgd(0.1)}, lambda p: 'a')  | param_labels of partition must be the label of one of the transforms, got lambda p: 'a'
          optax.adam(optax.contrib.reduce_on_plateau())          | reduce_on_plateau watches a metric, and can be no learning_rate
          optax.adam(optax.cosine_decay(0.1, 10))                | optax has no scheduler `cosine_decay`, did you mean `cosine_decay_schedule`?
          optax.mechanize(1)                                     | optax: a transformation must be a call, got 1
          torch.optim.SGD([{'params': a}, {'params': b}])        | SGD: one parameter group can be read here, got 2
          torch.optim.SGD([{'params': a, 'rate': 1}])            | SGD has no `rate`
          keras.optimizers.LossScaleOptimizer(1)                 | inner_optimizer of LossScaleOptimizer must be a scheduler, got 1
          """)
  void what_is_not_followed_is_refused(String make, String error) {
    Trajectory.Outcome outcome = path(make, "[2]");
    assertThat(outcome.error()).hasValue(error);
  }

  @Test
  void six_axes_have_no_units() {
    Trajectory.Outcome outcome =
        path(
            "optax.chain(optax.adaptive_grad_clip(0.1), optax.sgd(1.0))",
            "[1, 2, 3, 4], \"shape\": [2, 1, 1, 2, 1, 1]");
    assertThat(outcome.error())
        .hasValue("adaptive_grad_clip takes shapes of at most 5 axes, got 2x1x1x2x1x1");
  }

  @Test
  void gradients_that_are_not_finite_move_nothing_until_there_are_too_many() {
    String finite =
        "optax.apply_if_finite(optax.chain(optax.zero_nans(), optax.sgd(1.0)), "
            + "max_consecutive_errors=1)";
    String file =
        """
        {"format": "lr-golden-1", "record_steps": [1, 2, 3, 4],
         "objectives": {"gaps": {"start": [1, 1], "gradients": [[1, NaN], [NaN, 2], [3, 4], [1, 1]]}},
         "cases": [{"id": "one", "objective": "gaps", "dtype": "float64", "make": "%s"}]}
        """
            .formatted(finite);
    Trajectory.Outcome outcome = Trajectory.read(file).getFirst().run();
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.params().values())
        .containsExactly(
            List.of(1.0, 1.0), List.of(1.0, -1.0), List.of(-2.0, -5.0), List.of(-3.0, -6.0));
  }

  @Test
  void keras_unscales_by_a_loss_scale_that_doubles() {
    String scaled =
        "keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(1.0, loss_scale_factor=3.0), "
            + "initial_scale=2.0, dynamic_growth_steps=2)";
    String file =
        """
        {"format": "lr-golden-1", "record_steps": [2, 4],
         "objectives": {"same": {"start": [0], "gradients": [[-8], [-8], [-8], [-8]]}},
         "cases": [{"id": "one", "objective": "same", "dtype": "float32", "make": "%s"}]}
        """
            .formatted(scaled);
    Trajectory.Outcome outcome = Trajectory.read(file).getFirst().run();
    assertThat(outcome.params().values()).containsExactly(List.of(8.0), List.of(12.0));
  }

  @Test
  void the_rate_of_keras_may_be_a_schedule() {
    Trajectory.Outcome outcome =
        path(
            "keras.optimizers.SGD(keras.optimizers.schedules.PiecewiseConstantDecay([0], [0.5,"
                + " 0.25]))",
            "[2]");
    assertThat(outcome.params().values()).containsExactly(List.of(1.0), List.of(0.75));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optax.inject_hyperparams(optax.sgd)(learning_rate=0.5)              | optax.sgd(0.5)
          optax.MultiSteps(optax.sgd(0.5), 2).gradient_transformation()       | optax.MultiSteps(optax.sgd(0.5), 2)
          torch.optim.SGD([{'params': [p], 'lr': 0.5}], lr=0.1, momentum=0.9) | torch.optim.SGD([p], lr=0.5, momentum=0.9)
          torch.optim.Adam(params=[{'params': p}], lr=torch.tensor(0.5))      | torch.optim.Adam([p], lr=0.5)
          """)
  void what_is_written_otherwise_is_the_same(String make, String plain) {
    Trajectory.Outcome outcome = path(make, "[2]");
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.params()).isEqualTo(path(plain, "[2]").params());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kj.SingleDeviceMuonWithAuxAdam([dict(params=[p], lr=0.5, use_muon=False)])  | torch.optim.AdamW([p], lr=0.5, betas=(0.9, 0.95), eps=1e-10, weight_decay=0)
          kj.SingleDeviceMuonWithAuxAdam([{'params': [p], 'use_muon': False}])        | torch.optim.AdamW([p], lr=3e-4, betas=(0.9, 0.95), eps=1e-10, weight_decay=0)
          schedulefree.SGDScheduleFreeReference([p], lr=0.5, foreach=False)           | schedulefree.SGDScheduleFree([p], lr=0.5)
          optax.inject_stateful_hyperparams(optax.sgd)(learning_rate=0.5)             | optax.sgd(0.5)
          optax.noisy_sgd(0.5, key=jax.random.key(3))                                 | optax.chain(optax.add_noise(0.01, 0.55, seed=3), optax.scale(-0.5))
          optax.MultiSteps(optax.sgd(0.5), 2, True, None, jnp.float32)                | optax.MultiSteps(optax.sgd(0.5), 2)
          """)
  void what_has_another_name_is_the_same(String make, String plain) {
    what_is_written_otherwise_is_the_same(make, plain);
  }

  @Test
  void what_muon_moves_is_moved_by_muon_beside_adam() {
    String together = "kj.SingleDeviceMuonWithAuxAdam([dict(params=[p], use_muon=True)])";
    String matrix = "[1, 2, 3, 5], \"shape\": [2, 2]";
    assertThat(path(together, matrix).params())
        .isEqualTo(path("kj.SingleDeviceMuon([p])", matrix).params());
  }

  /** Two updates on a bowl. */
  private static Trajectory.Outcome path(String make, String start) {
    return Trajectory.read(
            """
            {"format": "lr-golden-1", "record_steps": [1, 2],
             "objectives": {"bowl": {"lambda": [1], "center": [0], "start": %s}},
             "cases": [{"id": "one", "objective": "bowl", "dtype": "float64", "make": "%s"}]}
            """
                .replace(
                    "\"lambda\": [1], \"center\": [0]",
                    start.length() > 3
                        ? "\"lambda\": [1, 1, 1, 1], \"center\": [0, 0, 0, 0]"
                        : "\"lambda\": [1], \"center\": [0]")
                .formatted(start, make))
        .getFirst()
        .run();
  }
}
