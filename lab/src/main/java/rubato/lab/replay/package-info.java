/**
 * Searches on recorded curves: {@link rubato.lab.replay.Table} holds the curves of one problem,
 * {@link rubato.lab.replay.Merit} says how soon a method finds its best rate, {@link
 * rubato.lab.replay.LiveMerit} how soon it does where it trains.
 */
@NullMarked
package rubato.lab.replay;

import org.jspecify.annotations.NullMarked;
