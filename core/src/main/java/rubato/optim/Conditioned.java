package rubato.optim;

import java.util.List;

/**
 * What becomes of the gradients of an update.
 *
 * @param each what the rules see of each gradient
 * @param wild how many numbers are not finite, where they were looked for
 */
public record Conditioned(List<Conditioning> each, long wild) {}
