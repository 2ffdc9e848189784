package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.text.FailureLine;
import dev.vmascope.mapping.text.RawText;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The failures of ticks as lines of the log. The first of a kind is logged with its place in the
/// code, and the same again once a minute at most, with their number.
final class TickFailures {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int REMEMBERED = 16;
  private static final int LONGEST_MESSAGE = 200;

  private final Map<String, Logged> logged =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Logged> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// The last logged failure of a kind.
  ///
  /// @param repeats the number of the same kind since
  private record Logged(Instant at, int repeats) {}

  /// Takes note of a failure.
  ///
  /// @return the text to log; empty if the same was logged less than a minute ago
  Optional<String> note(RuntimeException failure, Instant at) {
    String sort =
        failure.getClass().getName()
            + Arrays.stream(failure.getStackTrace()).findFirst().map(Object::toString).orElse("");
    Logged last = logged.get(sort);
    if (last == null) {
      logged.put(sort, new Logged(at, 0));
      return Optional.of(FailureLine.line(failure));
    }
    int times = last.repeats() + 1;
    if (at.isBefore(last.at().plus(PAUSE))) {
      logged.put(sort, new Logged(last.at(), times));
      return Optional.empty();
    }
    logged.put(sort, new Logged(at, 0));
    String message =
        RawText.ofUtf8(String.valueOf(failure.getMessage())).printable(LONGEST_MESSAGE);
    return Optional.of(
        failure.getClass().getSimpleName() + ": " + message + ", " + times + " times more");
  }
}
