package dev.vmascope.kernellog.history;

import dev.vmascope.kernellog.LineOutcome;
import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.LogMessage.FatalSignal;
import dev.vmascope.kernellog.OomKill;
import dev.vmascope.kernellog.OomReport;
import dev.vmascope.kernellog.OpcodeBytes;
import dev.vmascope.kernellog.Trap;
import dev.vmascope.kernellog.line.LogLine;
import dev.vmascope.kernellog.line.OomReportLines;
import dev.vmascope.kernellog.line.PastedLine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The last events, put together from lines in the order of the log. For one thread.
final class FaultHistory {
  /// The number of lines after an event within which further lines may add to it.
  private static final int REACH = 32;

  /// The number of lines after a signal within which its thread is named.
  private static final int REACH_OF_SIGNAL = 3;

  /// The maximum number of lines of a report of the OOM killer: one for each process, and some.
  private static final int REPORT_REACH = 10_000;

  /// An event, to which later lines may add.
  private static final class Entry {
    private LoggedFault fault;
    private long line;

    Entry(LoggedFault fault, long line) {
      this.fault = fault;
      this.line = line;
    }
  }

  /// A signal whose thread the next lines name.
  private record Unnamed(FatalSignal signal, LogLine line, long number) {}

  private final int most;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private Optional<Entry> trap = Optional.empty();
  private boolean hasCode;
  private boolean mixed;
  private Optional<Unnamed> unnamed = Optional.empty();
  private Optional<Entry> choice = Optional.empty();
  private Optional<OomReport> report = Optional.empty();
  private long reportLine;
  private long lines;
  private int leftOut;

  /// @param most the maximum number of events kept
  FaultHistory(int most) {
    this.most = most;
  }

  /// Takes the next line of the log, whatever its content.
  void nextLine() {
    lines++;
    if (trap.isPresent() && lines - trap.get().line > REACH) {
      endTrap();
    }
    choice = choice.isEmpty() ? choice : choice.filter(entry -> lines - entry.line <= REACH);
    unnamed = unnamed.filter(signal -> lines - signal.number <= REACH_OF_SIGNAL);
    report = report.filter(_ -> lines - reportLine <= REPORT_REACH);
  }

  private void endTrap() {
    trap = Optional.empty();
    mixed = false;
    hasCode = false;
  }

  /// Adds the content of a line.
  ///
  /// @param at the time at which it was logged
  /// @param beforeStart whether the log held it already when it was first read
  LineOutcome add(LogMessage message, LogLine line, Optional<Instant> at, boolean beforeStart) {
    return switch (message) {
      case Trap event -> add(new LoggedFault(event, line, at, beforeStart), event);
      case OomKill event -> add(new LoggedFault(event, line, at, beforeStart), event);
      case OomReport part -> add(part);
      case FatalSignal signal -> add(signal, line, at, beforeStart);
      case LogMessage.Task task -> add(task, at, beforeStart);
      case OpcodeBytes bytes -> add(bytes);
      case LogMessage.Registers registers -> add(registers);
      case LogMessage.Suppressed _ -> LineOutcome.PART;
    };
  }

  private LineOutcome add(LoggedFault fault, Trap event) {
    Optional<Entry> same = loggedBefore(event);
    if (same.isPresent() && same.get().fault.event() instanceof Trap before) {
      same.get().fault = same.get().fault.with(event.after(before));
      same.get().line = lines;
      endTrap();
      trap = same;
      return LineOutcome.PART;
    }
    Entry entry = append(fault);
    // Processors write at the same time: of two faults without code, it is unknown which one the
    // next code belongs to.
    mixed = trap.isPresent() && !hasCode && (mixed || event.isFollowedByCode());
    if (event.isFollowedByCode()) {
      trap = Optional.of(entry);
      hasCode = false;
    } else {
      trap.ifPresent(open -> open.line = lines);
    }
    return new LineOutcome(true, Optional.of(event));
  }

  /// The event of the last lines that a trap describes once more.
  private Optional<Entry> loggedBefore(Trap event) {
    Iterator<Entry> backwards = entries.descendingIterator();
    while (backwards.hasNext()) {
      Entry entry = backwards.next();
      if (lines - entry.line > REACH) {
        return Optional.empty();
      }
      if (entry.fault.event() instanceof Trap before && event.isAlso(before)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private LineOutcome add(
      FatalSignal signal, LogLine line, Optional<Instant> at, boolean beforeStart) {
    if (signal.name().isPresent() && signal.tid().isPresent()) {
      Trap event = Trap.of(signal.kind(), signal.name().get(), signal.tid().getAsInt());
      return add(new LoggedFault(event, line, at, beforeStart), event);
    }
    unnamed = Optional.of(new Unnamed(signal, line, lines));
    return LineOutcome.PART;
  }

  private LineOutcome add(LogMessage.Task task, Optional<Instant> at, boolean beforeStart) {
    Optional<Unnamed> signal = unnamed;
    unnamed = Optional.empty();
    if (signal.isPresent()) {
      Trap event = Trap.of(signal.get().signal().kind(), task.name(), task.tid());
      return add(new LoggedFault(event, signal.get().line(), at, beforeStart), event);
    }
    boolean same =
        trap.isPresent()
            && trap.get().fault.event() instanceof Trap event
            && event.tid() == task.tid();
    if (!same) {
      // What follows is of another thread.
      endTrap();
    }
    return LineOutcome.part(same || report.isPresent());
  }

  private LineOutcome add(OomReport part) {
    if (part.begins()) {
      endTrap();
      unnamed = Optional.empty();
    }
    OomReport known = report.map(before -> before.with(part)).orElse(part);
    reportLine = report.isPresent() && !part.begins() ? reportLine : lines;
    report = Optional.of(known);
    return LineOutcome.PART;
  }

  private LineOutcome add(LoggedFault fault, OomKill kill) {
    OomKill event = report.map(kill::in).orElse(kill);
    report = Optional.empty();
    Optional<Entry> going = choice;
    if (going.isPresent()
        && going.get().fault.event() instanceof OomKill before
        && event.continues(before)) {
      going.get().fault = going.get().fault.with(event.after(before));
      going.get().line = lines;
      choice = going;
    } else {
      choice = Optional.of(append(fault.with(event)));
    }
    choice = choice.filter(_ -> event.isKilled().isEmpty());
    return event.isKilled().orElse(false)
        ? new LineOutcome(true, Optional.of(event))
        : LineOutcome.PART;
  }

  private LineOutcome add(OpcodeBytes bytes) {
    boolean belongs = trap.isPresent() && !hasCode;
    if (belongs && !mixed) {
      amend(event -> event.with(bytes));
    }
    hasCode = true;
    return LineOutcome.part(belongs || report.isPresent());
  }

  private LineOutcome add(LogMessage.Registers registers) {
    if (!mixed) {
      amend(event -> event.with(registers));
    }
    return LineOutcome.part(trap.isPresent() || report.isPresent());
  }

  /// Whether a line without a message belongs to a report that has begun.
  boolean isOfReport(String line) {
    if (line.length() < OomReportLines.SHORTEST) {
      return false;
    }
    String text = PastedLine.withoutMarks(line);
    boolean stack = trap.isPresent() || report.isPresent();
    return OomReportLines.isRow(text)
        || (stack && OomReportLines.isOfStack(text))
        || (report.isPresent() && OomReportLines.isCounter(text));
  }

  /// Adds facts to the trap.
  private void amend(UnaryOperator<Trap> amendment) {
    trap.ifPresent(entry -> {
      if (entry.fault.event() instanceof Trap event) {
        entry.fault = entry.fault.with(amendment.apply(event));
      }
    });
  }

  private Entry append(LoggedFault fault) {
    Entry entry = new Entry(fault, lines);
    entries.addLast(entry);
    if (entries.size() > most) {
      entries.removeFirst();
      leftOut++;
    }
    return entry;
  }

  /// The number of events that are no longer kept.
  int leftOut() {
    return leftOut;
  }

  /// The events that are kept, oldest first.
  List<LoggedFault> faults() {
    return entries.stream().map(entry -> entry.fault).toList();
  }
}
