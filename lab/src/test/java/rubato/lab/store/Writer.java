package rubato.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that writes into a store: a study with its events and one run each. */
final class Writer {

  private Writer() {}

  /** Arguments: where, the study, how many events. Prints the number of each event it wrote. */
  public static void main(String[] arguments) {
    Patience patience = (_, waited) -> waited.compareTo(Duration.ofSeconds(60)) < 0;
    try (var store = Store.open(Place.of(arguments[0], Map.of()), Mode.WRITE, patience)) {
      String study = arguments[1].isEmpty() ? store.begin(Databases.study()) : arguments[1];
      int count = Integer.parseInt(arguments[2]);
      try (Lease _ = store.lease(study)) {
        System.out.println(study);
        for (int seq = store.events(study).size(); seq < count; seq++) {
          String run = store.begin(Databases.trial(study, seq % 5));
          store.append(
              study,
              seq,
              "{\"n\":" + seq + "}",
              List.of(new Batch(run, Databases.losses(seq * 10L, losses(seq)))));
          System.out.println(seq);
        }
        store.end(study, Status.COMPLETED, "");
      }
    }
  }

  static double[] losses(int seq) {
    double[] losses = new double[10];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = seq + i / 16.0;
    }
    return losses;
  }

  static Process start(Path out, String where, String study, int count) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Writer.class.getName()));
    command.addAll(List.of(where, study, Integer.toString(count)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  /** The lines it has printed, whole ones. */
  static List<String> said(Path out) throws IOException {
    String text = Files.readString(out);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
