package dev.vmascope.procfs;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of listings may be held off the heap at one time, over all requests together. A
/// sixteenth is kept for listings of the usual size, and only one listing at a time may be huge: a
/// process with a huge one does not keep those of others from being read.
final class ByteBudget {
  private final long limit;
  private final long usual;
  private final long huge;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicBoolean hugeTaken = new AtomicBoolean();

  private final Runnable makeRoom;

  /// @param makeRoom gives back what can be spared; called where bytes would pass the limit
  ByteBudget(long limit, Runnable makeRoom) {
    this.limit = limit;
    this.makeRoom = makeRoom;
    usual = limit / 128;
    huge = limit / 4;
  }

  /// Takes bytes for a listing, or nothing if they would pass the limit.
  ///
  /// @param held what the listing has taken before
  boolean take(long bytes, long held) {
    if (takeAtOnce(bytes, held)) {
      return true;
    }
    makeRoom.run();
    return takeAtOnce(bytes, held);
  }

  private boolean takeAtOnce(long bytes, long held) {
    boolean becomesHuge = held <= huge && held + bytes > huge;
    if (becomesHuge && !hugeTaken.compareAndSet(false, true)) {
      return false;
    }
    long most = held + bytes > usual ? limit / 16 * 15 : limit;
    boolean enough = taken.addAndGet(bytes) <= most;
    if (!enough) {
      taken.addAndGet(-bytes);
      if (becomesHuge) {
        hugeTaken.set(false);
      }
    }
    return enough;
  }

  /// The most that may be taken.
  long limit() {
    return limit;
  }

  /// Gives back all that a listing has taken.
  void giveBack(long held) {
    taken.addAndGet(-held);
    if (held > huge) {
      hugeTaken.set(false);
    }
  }

  long taken() {
    return taken.get();
  }
}
