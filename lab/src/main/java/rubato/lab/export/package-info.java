/**
 * Runs for other programs, and back: CSV, JSON Lines, Parquet, event files of TensorBoard, MLflow's
 * files and server.
 */
@NullMarked
package rubato.lab.export;

import org.jspecify.annotations.NullMarked;
