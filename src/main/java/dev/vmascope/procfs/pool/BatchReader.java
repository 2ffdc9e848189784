package dev.vmascope.procfs.pool;

import dev.vmascope.procfs.call.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/// A reader of many processes that keeps several reads in flight. No reader thread waits for the
/// consumer of earlier outcomes. The caller waits for a run of reads at a time: waking it for each
/// would cost as much as the read.
public final class BatchReader<T> {
  private static final int RUN = 32;

  private final ProcessReads processReads;
  private final ProcessReads.Read<T> read;

  public BatchReader(ProcessReads processReads, ProcessReads.Read<T> read) {
    this.processReads = processReads;
    this.read = read;
  }

  /// Passes each outcome on as it arrives; hung reads come last.
  public void at(List<Integer> ids, BiConsumer<Integer, Outcome<T>> sink) {
    Deque<ProcessReads.PendingRead<T>> slow = new ArrayDeque<>();
    Deque<ProcessReads.PendingRead<T>> run = new ArrayDeque<>();
    Deque<ProcessReads.PendingRead<T>> next = new ArrayDeque<>();
    try {
      for (int id : ids) {
        next.add(processReads.begin(id, read));
        if (next.size() == RUN) {
          handOnSoon(run, slow, sink);
          Deque<ProcessReads.PendingRead<T>> handedOn = run;
          run = next;
          next = handedOn;
        }
      }
    } finally {
      slow.addAll(run);
      slow.addAll(next);
      handOnAll(slow, sink);
    }
  }

  /// Passes on the outcomes of a run: most have ended when the last of them has.
  private void handOnSoon(
      Deque<ProcessReads.PendingRead<T>> run,
      Deque<ProcessReads.PendingRead<T>> slow,
      BiConsumer<Integer, Outcome<T>> sink) {
    if (!run.isEmpty()) {
      run.getLast().comesSoon();
    }
    while (!run.isEmpty()) {
      handOnSoon(run.remove(), slow, sink);
    }
  }

  private void handOnSoon(
      ProcessReads.PendingRead<T> pending,
      Deque<ProcessReads.PendingRead<T>> slow,
      BiConsumer<Integer, Outcome<T>> sink) {
    if (pending.comesSoon()) {
      sink.accept(pending.id(), pending.await());
    } else {
      slow.add(pending);
    }
  }

  /// Passes on the remaining outcomes, even if one of them fails: a hung read is written off by its
  /// waiter.
  private void handOnAll(
      Deque<ProcessReads.PendingRead<T>> rest, BiConsumer<Integer, Outcome<T>> sink) {
    if (rest.isEmpty()) {
      return;
    }
    try {
      ProcessReads.PendingRead<T> pending = rest.remove();
      sink.accept(pending.id(), pending.await());
    } finally {
      handOnAll(rest, sink);
    }
  }
}
