package dev.vmascope.procfs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/// Looks at many processes, a few of them under way at one time, so that no reader thread waits for
/// what is done with the one before.
final class LookAhead<T> {
  private static final int AHEAD = 8;

  private final Looks looks;
  private final Looks.Read<T> read;

  LookAhead(Looks looks, Looks.Read<T> read) {
    this.looks = looks;
    this.read = read;
  }

  /// Hands each outcome on as it comes; what hangs comes last.
  void at(List<Integer> ids, BiConsumer<Integer, Outcome<T>> sink) {
    Deque<Looks.Look<T>> ahead = new ArrayDeque<>();
    Deque<Looks.Look<T>> slow = new ArrayDeque<>();
    try {
      for (int id : ids) {
        if (ahead.size() == AHEAD) {
          handOnSoon(ahead.remove(), slow, sink);
        }
        ahead.add(looks.begin(id, read));
      }
    } finally {
      slow.addAll(ahead);
      handOnAll(slow, sink);
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
