/**
 * The lab's memory: studies with their events, runs with their observations, in a SQLite file or a
 * PostgreSQL server. {@link rubato.lab.store.Store} is the way in.
 */
@NullMarked
package rubato.lab.store;

import org.jspecify.annotations.NullMarked;
