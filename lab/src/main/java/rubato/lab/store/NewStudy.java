package rubato.lab.store;

/**
 * A study that is about to begin.
 *
 * @param task the task's name
 * @param settings all that decides what the study will do, as JSON; equal settings, equal trials
 * @param environment where it runs, as JSON
 * @param revision the revision of the user's sources, empty when unknown
 */
public record NewStudy(String task, String settings, String environment, String revision) {}
