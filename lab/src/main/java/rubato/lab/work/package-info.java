/**
 * Who trains: orders are carried out in this process or by worker processes, each of them from
 * where its trial was left.
 */
@NullMarked
package rubato.lab.work;

import org.jspecify.annotations.NullMarked;
