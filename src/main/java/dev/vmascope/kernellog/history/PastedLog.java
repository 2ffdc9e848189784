package dev.vmascope.kernellog.history;

import dev.vmascope.kernellog.KernelEvent;
import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.line.LogLine;
import dev.vmascope.kernellog.line.PastedLine;
import dev.vmascope.kernellog.line.PastedText;
import java.util.ArrayList;
import java.util.Iterator;
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
    Iterator<String> lines = PastedText.lines(text).iterator();
    String following = lines.hasNext() ? lines.next() : null;
    Optional<PastedLine> next = Optional.empty();
    for (int number = 1; following != null; number++) {
      String current = following;
      following = lines.hasNext() ? lines.next() : null;
      Optional<PastedLine> read = next;
      next = Optional.empty();
      if (current.isBlank()) {
        continue;
      }
      history.nextLine();
      PastedLine line = read.isPresent() ? read.get() : PastedLine.of(current);
      Optional<LogMessage> message = line.message();
      if (message.isEmpty() && line.mayBeginAnEvent() && following != null) {
        next = Optional.of(PastedLine.of(following));
        Optional<PastedLine> whole = whole(current, following, next.get());
        if (whole.isPresent()) {
          history.nextLine();
          number++;
          following = lines.hasNext() ? lines.next() : null;
          next = Optional.empty();
          line = whole.get();
          message = line.message();
        }
      }
      if (message.orElse(null) instanceof LogMessage.Suppressed(long count)) {
        suppressed += count;
      }
      if (!isUnderstood(line.line(), message, history) && notUnderstood.size() < MOST_LINES) {
        notUnderstood.add(number);
      }
    }
    return new PastedLog(history.faults(), history.leftOut(), suppressed, notUnderstood);
  }

  /// The line that was broken in two, as mail does; empty if both together are no event. The second
  /// part mostly has words of its own, and is none then.
  private static Optional<PastedLine> whole(String start, String end, PastedLine second) {
    if (second.phrases().isPresent()) {
      return Optional.empty();
    }
    PastedLine whole = PastedLine.of(start.strip() + " " + end.strip());
    return whole.message().orElse(null) instanceof KernelEvent
        ? Optional.of(whole)
        : Optional.empty();
  }

  private static boolean isUnderstood(
      LogLine line, Optional<LogMessage> message, FaultHistory history) {
    return (message.isPresent()
            && history.add(message.get(), line, Optional.empty(), false).understood())
        || history.isOfReport(line.text());
  }
}
