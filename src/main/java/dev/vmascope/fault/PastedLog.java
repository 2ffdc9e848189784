package dev.vmascope.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The events in pasted lines of a kernel's log, of this machine or another.
///
/// @param faults the events, in the order of the lines, at most the last 1000
/// @param leftOut the number of events before these
/// @param suppressed the number of messages that the kernel says it left out
/// @param notUnderstood the numbers of lines without any event, counted from 1; at most
///   [#MOST_LINES]
public record PastedLog(
    List<LoggedFault> faults, int leftOut, long suppressed, List<Integer> notUnderstood) {
  /// The maximum number of such lines that are named.
  public static final int MOST_LINES = 100;

  /// The maximum number of events: more than fit in 64 KiB of lines as kernels write them.
  private static final int MOST_FAULTS = 1_000;

  public PastedLog {
    faults = List.copyOf(faults);
    notUnderstood = List.copyOf(notUnderstood);
  }

  /// Parses lines. Blank ones are ignored.
  ///
  /// @param text one character per byte
  public static PastedLog parse(String text) {
    FaultHistory history = new FaultHistory(MOST_FAULTS);
    List<Integer> notUnderstood = new ArrayList<>();
    long suppressed = 0;
    List<String> lines = PastedText.lines(text);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      history.nextLine();
      LogLine line = LogLine.pasted(lines.get(i));
      Optional<LogMessage> message = line.message();
      if (message.isEmpty() && line.hasWords() && i + 1 < lines.size()) {
        Optional<LogLine> whole = broken(lines.get(i), lines.get(i + 1));
        if (whole.isPresent()) {
          history.nextLine();
          i++;
          line = whole.get();
          message = line.message();
        }
      }
      if (message.orElse(null) instanceof LogMessage.Suppressed(long count)) {
        suppressed += count;
      }
      if (!isUnderstood(line, message, history) && notUnderstood.size() < MOST_LINES) {
        notUnderstood.add(i + 1);
      }
    }
    return new PastedLog(history.faults(), history.leftOut(), suppressed, notUnderstood);
  }

  /// The line that was broken in two, as mail does; empty if both together are no event.
  private static Optional<LogLine> broken(String start, String end) {
    LogLine whole = LogLine.pasted(start.strip() + " " + end.strip());
    boolean event = whole.message().orElse(null) instanceof KernelEvent;
    return event && !LogLine.pasted(end).hasWords() ? Optional.of(whole) : Optional.empty();
  }

  private static boolean isUnderstood(
      LogLine line, Optional<LogMessage> message, FaultHistory history) {
    return message
            .map(said -> history.add(said, line, Optional.empty(), false).understood())
            .orElse(false)
        || history.isOfReport(PastedLine.withoutMarks(line.text()));
  }
}
