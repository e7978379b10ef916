/** The searches that studies run until they run those of {@link rubato.search}. */
@NullMarked
package rubato.lab.former;

import org.jspecify.annotations.NullMarked;
