/**
 * Tables of trainings: {@link rubato.lab.record.Recorder} trains a task at each of many rates and
 * writes its held-out losses down, for searches to be replayed on and finders to be scored on;
 * {@link rubato.lab.record.Live} trains what searches ask for, and writes that down.
 */
@NullMarked
package rubato.lab.record;

import org.jspecify.annotations.NullMarked;
