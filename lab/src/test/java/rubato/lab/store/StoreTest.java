package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a store promises, whatever it is kept in. */
class StoreTest {

  private static final String PLACES = "rubato.lab.store.Databases#all";

  @ParameterizedTest
  @MethodSource(PLACES)
  void what_was_written_is_there_when_it_is_opened_again(Place place) {
    String study;
    String run;
    try (var store = Databases.open(place)) {
      study = store.begin(Databases.study());
      run = store.begin(Databases.trial(study, 3));
      store.append(study, 0, "{\"asked\":3}");
      store.append(
          study, 1, "{\"told\":\"ü\"}", List.of(new Batch(run, Databases.losses(0, 2, 1))));
    }
    try (var store = Databases.open(place)) {
      assertThat(study).matches("digits-[0-9a-f]{4,}");
      assertThat(run).isEqualTo(study + ".3");
      assertThat(store.study(study).told()).isEqualTo(Databases.study());
      assertThat(store.events(study))
          .extracting(Event::json)
          .containsExactly("{\"asked\":3}", "{\"told\":\"ü\"}");
      assertThat(store.observations(run)).isEqualTo(Databases.losses(0, 2, 1));
      assertThat(store.run(run).told()).isEqualTo(Databases.trial(study, 3));
      assertThat(store.run(run).updates()).isEqualTo(2);
      assertThat(store.run(run).loss()).isEqualTo(1);
      assertThat(store.studies()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void the_same_event_twice_is_there_once_and_another_is_refused(Place place) {
    try (var store = Databases.open(place)) {
      String study = store.begin(Databases.study());
      String run = store.begin(Databases.trial(study, 0));
      var batch = List.of(new Batch(run, Databases.losses(0, 2)));
      store.append(study, 0, "{\"a\":1}", batch);
      store.append(study, 0, "{\"a\":1}", batch);
      assertThat(store.events(study)).hasSize(1);
      for (long seq : new long[] {0, 2, -1}) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> store.append(study, seq, "{\"a\":2}"))
            .withMessageContaining("event " + seq + " of " + study);
      }
      assertThat(store.events(study)).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void an_event_and_its_observations_are_written_together_or_not_at_all(Place place) {
    try (var store = Databases.open(place)) {
      String study = store.begin(Databases.study());
      String run = store.begin(Databases.trial(study, 0));
      var batches =
          List.of(
              new Batch(run, Databases.losses(0, 2)), new Batch("nobody", Databases.losses(0, 2)));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.append(study, 0, "{}", batches))
          .withMessageContaining("there is no run nobody");
      assertThat(store.events(study)).isEmpty();
      assertThat(store.observations(run)).isEmpty();
      store.append(study, 0, "{}", batches.subList(0, 1));
      assertThat(store.observations(run)).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void a_trial_that_is_trained_again_is_recorded_once(Place place) {
    try (var store = Databases.open(place)) {
      String study = store.begin(Databases.study());
      String run = store.begin(Databases.trial(study, 0));
      store.observe(run, Databases.losses(0, 5, 4, 3));
      store.observe(run, List.of(Observed.of(3, "accuracy", 0.5)));
      store.finish(run, Status.INTERRUPTED, "");
      assertThat(store.begin(Databases.trial(study, 0))).isEqualTo(run);
      store.observe(run, Databases.losses(0, 5, 4, 3, 2));
      store.observe(run, List.of(Observed.of(3, "accuracy", 0.5)));
      store.finish(run, Status.COMPLETED, "");
      assertThat(store.observations(run))
          .filteredOn(seen -> seen.kind().equals("loss"))
          .isEqualTo(Databases.losses(0, 5, 4, 3, 2));
      assertThat(store.observations(run)).hasSize(5);
      assertThat(store.runs(Filter.study(study))).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void values_that_are_no_numbers_and_steps_undone_are_kept_in_order(Place place) {
    try (var store = Databases.open(place)) {
      String run = store.begin(Databases.run());
      double odd = Double.longBitsToDouble(0x7ff8_dead_beef_0001L);
      store.observe(run, Databases.losses(0, 1, odd, Double.NEGATIVE_INFINITY, -0.0));
      store.observe(run, List.of(Observed.of(4, Observed.ROLLED_BACK, 2)));
      store.observe(run, Databases.losses(2, Double.NaN));
      store.finish(run, Status.DIVERGED, "loss NaN at step 2");
      var seen = store.observations(run);
      assertThat(seen)
          .extracting(Observed::step, Observed::kind)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(0L, "loss"),
              org.assertj.core.groups.Tuple.tuple(1L, "loss"),
              org.assertj.core.groups.Tuple.tuple(4L, Observed.ROLLED_BACK),
              org.assertj.core.groups.Tuple.tuple(2L, "loss"));
      assertThat(Double.doubleToRawLongBits(seen.get(1).value()))
          .isEqualTo(Double.doubleToRawLongBits(odd));
      assertThat(store.run(run).updates()).isEqualTo(3);
      assertThat(store.run(run).loss()).isNaN();
      assertThat(store.run(run).reason()).isEqualTo("loss NaN at step 2");
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void runs_are_found_by_what_they_are(Place place) {
    try (var store = Databases.open(place)) {
      String study = store.begin(Databases.study());
      String trial = store.begin(Databases.trial(study, 0));
      String alone = store.begin(Databases.run());
      store.finish(trial, Status.STOPPED, "");
      store.tag(alone, "paper", true);
      assertThat(store.runs(Filter.ALL)).extracting(Recorded::id).contains(trial, alone);
      assertThat(found(store, Optional.of("digits"), Optional.empty(), Optional.empty()))
          .containsExactlyInAnyOrder(trial, alone);
      assertThat(found(store, Optional.of("digit"), Optional.empty(), Optional.empty())).isEmpty();
      assertThat(found(store, Optional.empty(), Optional.of("paper"), Optional.empty()))
          .containsExactly(alone);
      assertThat(found(store, Optional.empty(), Optional.empty(), Optional.of(Status.STOPPED)))
          .containsExactly(trial);
      assertThat(store.runs(Filter.study(study))).extracting(Recorded::id).containsExactly(trial);
      store.tag(alone, "paper", false);
      assertThat(store.run(alone).tags()).isEmpty();
      store.delete(alone);
      assertThat(store.find(alone)).isEmpty();
      store.deleteStudy(study);
      assertThat(store.runs(Filter.ALL)).isEmpty();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.run(trial))
          .withMessageContaining("there is no run " + trial);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.tag(trial, "two words", true));
    }
  }

  private static List<String> found(
      Store store, Optional<String> task, Optional<String> tag, Optional<Status> status) {
    var filter = new Filter(task, tag, Optional.empty(), status, OptionalLong.of(0));
    return store.runs(filter).stream().map(Recorded::id).toList();
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void one_drives_a_study_at_a_time(Place place) {
    try (var store = Databases.open(place);
        var other = Databases.open(place)) {
      String study = store.begin(Databases.study());
      assertThat(store.study(study).status()).isEqualTo(Status.KILLED);
      try (Lease _ = store.lease(study)) {
        assertThat(other.study(study).status()).isEqualTo(Status.RUNNING);
        assertThat(other.study(study).holder())
            .contains("process " + ProcessHandle.current().pid());
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> other.lease(study))
            .withMessageContaining(study + " is driven by process");
      }
      try (Lease _ = other.lease(study)) {
        other.end(study, Status.COMPLETED, "budget used");
      }
      assertThat(store.study(study).status()).isEqualTo(Status.COMPLETED);
      assertThat(store.study(study).reason()).isEqualTo("budget used");
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.lease("digits-none"));
    }
  }

  @ParameterizedTest
  @MethodSource(PLACES)
  void a_trial_has_begun_when_it_was_trained_not_when_it_was_told(Place place) {
    try (var store = Databases.open(place)) {
      String study = store.begin(Databases.study());
      String run = store.begin(Databases.trial(study, 0), 5);
      store.end(study, Status.COMPLETED, "");
      assertThat(store.run(run).begun()).isEqualTo(5);
      assertThat(store.study(study).ended()).isPresent();
    }
  }
}
