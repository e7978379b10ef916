package rubato.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rubato.lab.store.Filter;
import rubato.lab.store.Status;

/** Which runs are meant, by what they are. */
final class RunFilter {

  @Option(names = "--task", paramLabel = "NAME", description = "Of this task.")
  @Nullable String task;

  @Option(names = "--tag", paramLabel = "WORD", description = "With this tag.")
  @Nullable String tag;

  @Option(names = "--study", paramLabel = "ID", description = "Trials of this study.")
  @Nullable String study;

  @Option(names = "--status", paramLabel = "WORD", description = "For example completed.")
  @Nullable String status;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Begun since then: 2026-11-22, or 90m, 12h, 7d ago.")
  @Nullable String since;

  boolean any() {
    return task != null || tag != null || study != null || status != null || since != null;
  }

  Filter filter(Instant now) {
    return new Filter(
        Optional.ofNullable(task),
        Optional.ofNullable(tag),
        Optional.ofNullable(study),
        Optional.ofNullable(status).map(RunFilter::status),
        since == null ? OptionalLong.empty() : OptionalLong.of(instant(since, now).toEpochMilli()));
  }

  private static Status status(String word) {
    return Arrays.stream(Status.values())
        .filter(known -> known.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.usage(
                    "--status must be one of "
                        + Arrays.stream(Status.values())
                            .map(known -> known.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                        + ", got "
                        + word));
  }

  static Instant instant(String text, Instant now) {
    try {
      if (text.matches("\\d{1,6}[smhd]")) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return now.minus(
            switch (text.charAt(text.length() - 1)) {
              case 's' -> Duration.ofSeconds(count);
              case 'm' -> Duration.ofMinutes(count);
              case 'h' -> Duration.ofHours(count);
              default -> Duration.ofDays(count);
            });
      }
      return text.contains("T")
          ? Instant.parse(text.endsWith("Z") ? text : text + "Z")
          : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeParseException bad) {
      throw Failure.usage("--since must be a day like 2026-11-22, or 90m, 12h, 7d, got " + text);
    }
  }
}
