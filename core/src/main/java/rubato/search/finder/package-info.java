/**
 * What other libraries' finders suggest from the losses of a range test: {@link
 * rubato.search.finder.Finder} names them. To choose a rate, {@link rubato.search.RangeTest} is
 * meant; these are here to be compared with it, so they give what their libraries give, surprises
 * included.
 */
package rubato.search.finder;
