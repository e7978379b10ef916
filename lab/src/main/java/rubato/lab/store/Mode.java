package rubato.lab.store;

/** What a store is opened for. */
public enum Mode {
  /** To look; a store that is not there is refused, and nothing is changed. */
  READ,
  /** To record; a store that is not there is made. */
  WRITE
}
