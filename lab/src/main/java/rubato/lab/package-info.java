/**
 * Studies: a {@link rubato.lab.Tune} makes trials of a task and becomes a {@link
 * rubato.lab.TuneResult}; a {@link rubato.lab.Ledger} keeps what has happened.
 */
@NullMarked
package rubato.lab;

import org.jspecify.annotations.NullMarked;
