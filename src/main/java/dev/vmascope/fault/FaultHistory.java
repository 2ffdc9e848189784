package dev.vmascope.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The last events, put together from lines in the order of the log. For one thread.
final class FaultHistory {
  /// How many lines after a fault its registers and its code may come.
  private static final int REACH = 32;

  /// One event, to which later lines may add.
  private static final class Entry {
    private LoggedFault fault;

    Entry(LoggedFault fault) {
      this.fault = fault;
    }
  }

  private final int most;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private Optional<Entry> trap = Optional.empty();
  private Optional<Entry> choice = Optional.empty();
  private boolean mixed;
  private int linesSinceTrap;
  private int leftOut;

  /// @param most how many events to keep
  FaultHistory(int most) {
    this.most = most;
  }

  /// Takes the next line of the log, whatever it is of.
  void nextLine() {
    linesSinceTrap++;
    if (linesSinceTrap > REACH) {
      trap = Optional.empty();
      mixed = false;
    }
  }

  /// Adds a trap.
  void add(LoggedFault fault, Trap event) {
    Entry entry = new Entry(fault);
    // Processors write at the same time: of two faults without code, which one the next code is of
    // cannot be told.
    mixed = trap.isPresent() && (mixed || event.isFollowedByCode());
    trap = event.isFollowedByCode() ? Optional.of(entry) : trap;
    linesSinceTrap = 0;
    append(entry);
  }

  /// Adds an OOM kill, or what is known more of the last one.
  ///
  /// @return whether it is another one
  boolean add(LoggedFault fault, OomKill event) {
    Optional<Entry> chosen = choice;
    Entry entry = chosen.orElseGet(() -> new Entry(fault));
    if (chosen.isPresent() && entry.fault.event() instanceof OomKill before) {
      entry.fault = entry.fault.with(event.after(before));
    } else {
      append(entry);
    }
    choice = event.isChoice() ? Optional.of(entry) : Optional.empty();
    return chosen.isEmpty();
  }

  /// Adds the code of the last fault.
  ///
  /// @return whether there is one that it can be of
  boolean add(CodeBytes bytes) {
    boolean known = trap.isPresent();
    if (!mixed) {
      amend(event -> event.with(bytes));
    }
    trap = Optional.empty();
    return known;
  }

  /// Adds registers of the last fault.
  ///
  /// @return whether there is one that they can be of
  boolean add(LogMessage.Registers registers) {
    if (!mixed) {
      amend(event -> event.with(registers));
    }
    return trap.isPresent();
  }

  /// What is known more of a trap.
  @FunctionalInterface
  private interface Amendment {
    Trap of(Trap event);
  }

  private void amend(Amendment amendment) {
    trap.ifPresent(entry -> {
      if (entry.fault.event() instanceof Trap event) {
        entry.fault = entry.fault.with(amendment.of(event));
      }
    });
  }

  private void append(Entry entry) {
    entries.addLast(entry);
    if (entries.size() > most) {
      entries.removeFirst();
      leftOut++;
    }
  }

  /// How many are not kept any more.
  int leftOut() {
    return leftOut;
  }

  /// All that are kept, oldest first.
  List<LoggedFault> faults() {
    List<LoggedFault> faults = new ArrayList<>();
    entries.forEach(entry -> faults.add(entry.fault));
    return faults;
  }
}
