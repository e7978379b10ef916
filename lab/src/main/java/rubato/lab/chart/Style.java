package rubato.lab.chart;

/** How a series is drawn. */
public enum Style {
  /** A thick line, in front. */
  FRONT,
  /** A thin, faint line behind all others. */
  BACK,
  /** A line with a small dot at each point: a path of single steps. */
  TRAIL,
  /** A dashed line. */
  DASHED,
  /** A dot at each point; the shape tells groups apart as well as the colour. */
  DOTS,
  /** A small, faint dot at each point, behind all others. */
  SPECKS,
  /** What is within a closed line, filled, faint, behind all others. */
  AREA,
  /** A cross at each point: where something went wrong. */
  CROSSES;

  /** True for what lies behind and has no colour of its own. */
  boolean faint() {
    return this == BACK || this == SPECKS || this == AREA;
  }
}
