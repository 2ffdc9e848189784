package dev.vmascope.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lines of a kernel's log that somebody pasted, of this machine or another.
///
/// @param faults what they tell of, in their order, at most the last 1000
/// @param leftOut how many come before these
/// @param suppressed how many messages the kernel says that it left out
/// @param notUnderstood the lines that tell of nothing, counted from 1; at most [#MOST_LINES]
public record PastedLog(
    List<LoggedFault> faults, int leftOut, long suppressed, List<Integer> notUnderstood) {
  /// How many lines that were not understood are named.
  public static final int MOST_LINES = 100;

  /// More than there is room for in 64 KiB of lines as kernels write them.
  private static final int MOST_FAULTS = 1_000;

  public PastedLog {
    faults = List.copyOf(faults);
    notUnderstood = List.copyOf(notUnderstood);
  }

  /// Reads lines. Blank ones are nothing at all.
  ///
  /// @param text one character a byte
  public static PastedLog parse(String text) {
    FaultHistory history = new FaultHistory(MOST_FAULTS);
    List<Integer> notUnderstood = new ArrayList<>();
    long suppressed = 0;
    int number = 0;
    for (String pasted : text.lines().toList()) {
      number++;
      LogLine line = LogLine.pasted(pasted);
      history.nextLine();
      Optional<LogMessage> message = line.message();
      boolean understood =
          pasted.isBlank()
              || line.isPartOfAFault()
              || (message.isPresent() && add(history, line, message.get()));
      if (message.orElse(null) instanceof LogMessage.Suppressed(long count)) {
        suppressed += count;
      }
      if (!understood && notUnderstood.size() < MOST_LINES) {
        notUnderstood.add(number);
      }
    }
    return new PastedLog(history.faults(), history.leftOut(), suppressed, notUnderstood);
  }

  private static boolean add(FaultHistory history, LogLine line, LogMessage message) {
    return switch (message) {
      case Trap trap -> {
        history.add(new LoggedFault(trap, line, Optional.empty(), false), trap);
        yield true;
      }
      case OomKill kill -> {
        history.add(new LoggedFault(kill, line, Optional.empty(), false), kill);
        yield true;
      }
      case CodeBytes bytes -> history.add(bytes);
      case LogMessage.Registers registers -> history.add(registers);
      case LogMessage.Suppressed _ -> true;
    };
  }
}
