package dev.vmascope.procfs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/// Looks at many processes, some of them under way at one time, so that no reader thread waits for
/// what is done with those before. Whoever waits does so for a whole run of them: being woken for
/// each would cost as much as reading it.
final class LookAhead<T> {
  private static final int RUN = 32;

  private final Looks looks;
  private final Looks.Read<T> read;

  LookAhead(Looks looks, Looks.Read<T> read) {
    this.looks = looks;
    this.read = read;
  }

  /// Hands each outcome on as it comes; what hangs comes last.
  void at(List<Integer> ids, BiConsumer<Integer, Outcome<T>> sink) {
    Deque<Looks.Look<T>> slow = new ArrayDeque<>();
    Deque<Looks.Look<T>> run = new ArrayDeque<>();
    Deque<Looks.Look<T>> next = new ArrayDeque<>();
    try {
      for (int id : ids) {
        next.add(looks.begin(id, read));
        if (next.size() == RUN) {
          handOnSoon(run, slow, sink);
          Deque<Looks.Look<T>> handedOn = run;
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

  /// Most have ended when the last of them has.
  private void handOnSoon(
      Deque<Looks.Look<T>> run, Deque<Looks.Look<T>> slow, BiConsumer<Integer, Outcome<T>> sink) {
    if (!run.isEmpty()) {
      run.getLast().comesSoon();
    }
    while (!run.isEmpty()) {
      handOnSoon(run.remove(), slow, sink);
    }
  }

  private void handOnSoon(
      Looks.Look<T> look, Deque<Looks.Look<T>> slow, BiConsumer<Integer, Outcome<T>> sink) {
    if (look.comesSoon()) {
      sink.accept(look.id(), look.await());
    } else {
      slow.add(look);
    }
  }

  /// Hands the rest on, also where one of them fails: a look that hangs is written off by whoever
  /// waits for it.
  private void handOnAll(Deque<Looks.Look<T>> rest, BiConsumer<Integer, Outcome<T>> sink) {
    if (rest.isEmpty()) {
      return;
    }
    try {
      Looks.Look<T> look = rest.remove();
      sink.accept(look.id(), look.await());
    } finally {
      handOnAll(rest, sink);
    }
  }
}
