package rubato.exchange;

import java.util.List;

/** The optimizers of optax and its contrib, as optax declares them. */
final class OptaxSignatures {

  private static final String ADAM = "learning_rate, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0";
  private static final String DECAY = ", weight_decay=0.0001, mask=None";

  static final List<Signature> ALL =
      List.of(
          sign("sgd(learning_rate, momentum=None, nesterov=False, accumulator_dtype=None"),
          sign("adagrad(learning_rate, initial_accumulator_value=0.1, eps=1e-07"),
          sign(
              "adadelta(learning_rate=None, rho=0.9, eps=1e-06, weight_decay=0.0, "
                  + "weight_decay_mask=None"),
          sign(
              "rmsprop(learning_rate, decay=0.9, eps=1e-08, initial_scale=0.0, "
                  + "eps_in_sqrt=True, centered=False, momentum=None, nesterov=False, "
                  + "bias_correction=False"),
          sign(
              "rprop(learning_rate, eta_minus=0.5, eta_plus=1.2, min_step_size=1e-06, "
                  + "max_step_size=50.0"),
          sign("adam(" + ADAM + ", mu_dtype=None, nesterov=False"),
          sign("adamw(" + ADAM + ", mu_dtype=None" + DECAY + ", nesterov=False"),
          sign(
              "amsgrad("
                  + ADAM
                  + ", mu_dtype=None, bias_correction_mu=True, "
                  + "bias_correction_nu=True"),
          sign("adamax(learning_rate, b1=0.9, b2=0.999, eps=1e-08"),
          sign("adamaxw(learning_rate, b1=0.9, b2=0.999, eps=1e-08" + DECAY),
          sign("nadam(" + ADAM + ", mu_dtype=None, nesterov=True"),
          sign("nadamw(" + ADAM + ", mu_dtype=None" + DECAY + ", nesterov=True"),
          sign("radam(" + ADAM + ", threshold=5.0, nesterov=False"),
          sign(
              "adafactor(learning_rate=None, min_dim_size_to_factor=128, decay_rate=0.8, "
                  + "decay_offset=0, multiply_by_parameter_scale=True, clipping_threshold=1.0, "
                  + "momentum=None, dtype_momentum=None, weight_decay_rate=None, eps=1e-30, "
                  + "factored=True, weight_decay_mask=None"),
          sign(
              "lion(learning_rate, b1=0.9, b2=0.99, mu_dtype=None, weight_decay=0.001, "
                  + "mask=None"),
          sign(
              "lamb(learning_rate, b1=0.9, b2=0.999, eps=1e-06, eps_root=0.0, "
                  + "weight_decay=0.0, mask=None"),
          sign(
              "lars(learning_rate, weight_decay=0.0, weight_decay_mask=True, "
                  + "trust_coefficient=0.001, eps=0.0, trust_ratio_mask=True, momentum=0.9, "
                  + "nesterov=False"),
          sign(
              "adabelief(learning_rate, b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16, "
                  + "nesterov=False"),
          sign("yogi(learning_rate, b1=0.9, b2=0.999, eps=0.001"),
          sign(
              "adan(learning_rate, b1=0.98, b2=0.92, b3=0.99, eps=1e-08, eps_root=1e-08, "
                  + "weight_decay=0.0, mask=None"),
          sign(
              "novograd(learning_rate, b1=0.9, b2=0.25, eps=1e-06, eps_root=0.0, "
                  + "weight_decay=0.0"),
          sign("sm3(learning_rate, momentum=0.9"),
          sign("sign_sgd(learning_rate"),
          sign("signum(learning_rate, beta=0.9, accumulator_dtype=None"),
          sign("fromage(learning_rate, min_norm=1e-06"),
          sign("optimistic_gradient_descent(learning_rate, alpha=1.0, beta=1.0"),
          sign(
              "optimistic_adam_v2(learning_rate, alpha=1.0, beta=1.0, b1=0.9, b2=0.999, "
                  + "eps=1e-08, eps_root=0.0, mu_dtype=None, nesterov=True"),
          sign(
              "polyak_sgd(max_learning_rate=1.0, scaling=1.0, f_min=0.0, eps=0.0, "
                  + "variant='sps'"),
          sign(
              "acprop(learning_rate, b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16, "
                  + "weight_decay=0.0, mask=None"),
          sign(
              "ademamix(learning_rate, b1=0.9, b2=0.999, b3=0.9999, alpha=5.0, eps=1e-08, "
                  + "eps_root=0.0, mu_dtype=None, weight_decay=0.0, mask=None"),
          sign(
              "simplified_ademamix(learning_rate, b1=0.99, b2=0.95, alpha=0.0, eps=1e-08, "
                  + "eps_root=0.0, weight_decay=0.0, mask=None"),
          sign(
              "adopt(learning_rate, b1=0.9, b2=0.9999, eps=1e-06, mu_dtype=None, "
                  + "nesterov=False, use_clipping=True, clip_value_fn=None"),
          sign("cocob(learning_rate=1.0, alpha=100.0, eps=1e-08, weight_decay=0.0, mask=None"),
          sign(
              "dadapt_adamw(learning_rate=1.0, betas=None, eps=1e-08, estim_lr0=1e-06, "
                  + "weight_decay=0.0"),
          sign("dog(learning_rate=1.0, init_step=None, eps=1e-08, weight_decay=None, mask=None"),
          sign(
              "dowg(learning_rate=1.0, init_estim_sq_dist=None, eps=0.0001, "
                  + "weight_decay=None, mask=None"),
          sign("madgrad(learning_rate, momentum=0.9, weight_decay=0.0, eps=1e-06"),
          sign(
              "mechanize(base_optimizer, weight_decay=0.01, eps=1e-08, s_init=1e-06, "
                  + "num_betas=6"),
          sign(
              "momo(learning_rate=1.0, beta=0.9, lower_bound=0.0, weight_decay=0.0, "
                  + "adapt_lower_bound=False"),
          sign(
              "momo_adam(learning_rate=0.01, b1=0.9, b2=0.999, eps=1e-08, lower_bound=0.0, "
                  + "weight_decay=0.0, adapt_lower_bound=False"),
          sign(
              "muon(learning_rate, ns_coeffs=None, ns_steps=5, beta=0.95, eps=1e-08, "
                  + "weight_decay=0.0, weight_decay_mask=None, mu_dtype=None, nesterov=True, "
                  + "adaptive=False, preconditioning='frobenius', adam_b1=0.9, adam_b2=0.999, "
                  + "adam_eps_root=0.0, adam_weight_decay=0.0, adam_learning_rate=None, "
                  + "muon_weight_dimension_numbers=None, consistent_rms=None"),
          sign(
              "prodigy(learning_rate=1.0, betas=None, beta3=None, eps=1e-08, "
                  + "estim_lr0=1e-06, estim_lr_coef=1.0, weight_decay=0.0, safeguard_warmup=False"),
          sign(
              "schedule_free_adamw(learning_rate=0.0025, warmup_steps=None, b1=0.9, b2=0.999, "
                  + "eps=1e-08, weight_decay=0.0, weight_lr_power=2.0, state_dtype=None"),
          sign(
              "schedule_free_sgd(learning_rate=1.0, warmup_steps=None, b1=0.9, "
                  + "weight_decay=None, weight_lr_power=2.0, state_dtype=None"),
          sign("lookahead(fast_optimizer, sync_period, slow_step_size, reset_state=False"),
          sign(
              "optimistic_adam(learning_rate, optimism=None, b1=0.9, b2=0.999, eps=1e-08, "
                  + "eps_root=0.0, mu_dtype=None, nesterov=True"));

  private OptaxSignatures() {}

  private static Signature sign(String declared) {
    return Signature.of(declared + ")");
  }
}
