/**
 * Searching for a rate: {@link rubato.search.RangeTest} brackets it, a {@link rubato.search.Search}
 * proposes trials. Both are state machines without threads or clocks; {@link
 * rubato.search.RangeSweep} drives a range test over a task.
 *
 * <p>{@link rubato.search.Searches} makes a search of its text. What it may try is a {@link
 * rubato.search.Space}; whoever runs it folds what was asked and told into a {@link
 * rubato.search.State}. Methods that train trial after trial are a {@link rubato.search.Sampler},
 * with or without a {@link rubato.search.Pruner}; docs/guide/search.md says when to use which.
 */
package rubato.search;
