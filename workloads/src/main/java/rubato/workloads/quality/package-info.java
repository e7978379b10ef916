/** The quality benchmark of update rules, by the written rules of the guide. */
@NullMarked
package rubato.workloads.quality;

import org.jspecify.annotations.NullMarked;
