package rubato.lint;

/** What is looked for. The guide has a paragraph on each: {@code docs/guide/lint.md}. */
public enum Rule {
  /** One piece ends at one rate and the next begins at another. */
  JUMP("R001"),
  /** The schedule is over before the training is. */
  ENDS_EARLY("R002"),
  /** The training is over before the schedule, or a piece, is. */
  ENDS_LATE("R003"),
  /** The first update is done at rate 0. */
  STARTS_AT_ZERO("R004"),
  /** The lowest rate that is written is never used. */
  FLOOR_MISSED("R005"),
  /** The highest rate that is written is never used. */
  PEAK_MISSED("R006"),
  /** Past the end of the training the rate rises again. */
  RISES_PAST_THE_END("R007"),
  /** A rate is negative, not a number, or refused. */
  NOT_A_RATE("R008"),
  /** The warm-up takes more than a tenth of the training. */
  LONG_WARMUP("R009"),
  /** A length in steps that is so short that epochs were probably meant. */
  EPOCHS_MEANT("R010"),
  /** A schedule that should change never does. */
  NEVER_CHANGES("R011"),
  /** Another hyper-parameter has a value it cannot have. */
  OUT_OF_BOUNDS("R012"),
  /** A feedback that cannot lower the rate in this training. */
  NEVER_ACTS("R013"),
  /** A feedback that takes staying the same for progress where values are negative. */
  BELOW_ZERO("R014"),
  /** Half a wave that is shorter than the training, which climbs it again. */
  CLIMBS_AGAIN("R015");

  private final String code;

  Rule(String code) {
    this.code = code;
  }

  /** {@code R001} and so on; never given to another rule. */
  public String code() {
    return code;
  }
}
