package dev.vmascope.procfs;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of listings may be held off the heap at one time, over all requests together.
final class ByteBudget {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  private final Runnable makeRoom;

  /// @param makeRoom gives back what can be spared; called where bytes would pass the limit
  ByteBudget(long limit, Runnable makeRoom) {
    this.limit = limit;
    this.makeRoom = makeRoom;
  }

  /// Takes bytes, or nothing if they would pass the limit.
  boolean take(long bytes) {
    if (takeAtOnce(bytes)) {
      return true;
    }
    makeRoom.run();
    return takeAtOnce(bytes);
  }

  private boolean takeAtOnce(long bytes) {
    long now = taken.addAndGet(bytes);
    if (now > limit) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /// The most that may be taken.
  long limit() {
    return limit;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
