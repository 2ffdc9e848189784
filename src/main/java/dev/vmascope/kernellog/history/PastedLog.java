package dev.vmascope.kernellog.history;

import dev.vmascope.kernellog.KernelEvent;
import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.line.KernelWords;
import dev.vmascope.kernellog.line.LogLine;
import dev.vmascope.kernellog.line.PastedText;
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
      Said said = Said.of(lines.get(i));
      if (said.isCut() && i + 1 < lines.size()) {
        Optional<Said> whole = broken(lines.get(i), lines.get(i + 1));
        if (whole.isPresent()) {
          history.nextLine();
          i++;
          said = whole.get();
        }
      }
      if (said.message().orElse(null) instanceof LogMessage.Suppressed(long count)) {
        suppressed += count;
      }
      if (!isUnderstood(said, history) && notUnderstood.size() < MOST_LINES) {
        notUnderstood.add(i + 1);
      }
    }
    return new PastedLog(history.faults(), history.leftOut(), suppressed, notUnderstood);
  }

  /// The line that was broken in two, as mail does; empty if both together are no event. The second
  /// part is asked first: it costs less, and mostly has words of its own.
  private static Optional<Said> broken(String start, String end) {
    if (LogLine.pasted(end).words().isPresent()) {
      return Optional.empty();
    }
    Said whole = Said.of(start.strip() + " " + end.strip());
    return whole.message().orElse(null) instanceof KernelEvent
        ? Optional.of(whole)
        : Optional.empty();
  }

  private static boolean isUnderstood(Said said, FaultHistory history) {
    return (said.message().isPresent()
            && history.add(said.message().get(), said.line(), Optional.empty(), false).understood())
        || history.isOfReport(said.line().text());
  }

  /// A line and what it says.
  ///
  /// @param words whether it has words of a message
  private record Said(LogLine line, boolean words, Optional<LogMessage> message) {
    static Said of(String pasted) {
      LogLine line = LogLine.pasted(pasted);
      Optional<KernelWords> words = line.words();
      return new Said(line, words.isPresent(), words.flatMap(line::message));
    }

    /// Whether it begins like a message and does not end like one.
    boolean isCut() {
      return words && message.isEmpty();
    }
  }
}
