/** Times update rules, ours and others', side by side. */
@NullMarked
package rubato.cli.bench;

import org.jspecify.annotations.NullMarked;
