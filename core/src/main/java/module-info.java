import org.jspecify.annotations.NullMarked;

/**
 * The learning-rate system itself: what decides the rate, how a rate and a gradient become a change
 * of weights, and how a rate is searched for. Depends on the JDK alone.
 */
@NullMarked
module rubato.core {
  requires static org.jspecify;
  // Optional: without it the reference rules run instead of the kernels.
  requires static jdk.incubator.vector;

  exports rubato.schedule;
  exports rubato.feedback;
  exports rubato.optim;
  exports rubato.safetensors;
  exports rubato.pace;
  exports rubato.objective;
  exports rubato.train;
  exports rubato.text;
  exports rubato.search;
  exports rubato.search.finder;
  exports rubato.exchange;
  exports rubato.lint;
}
