package dev.vmascope.procfs.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A limit on the off-heap bytes of listings, over all requests together. A sixteenth is kept for
/// listings of the usual size, and only one listing at a time may be huge, so a process with a huge
/// one does not block the reads of others.
public final class ByteBudget {
  private final long limit;
  private final long usual;
  private final long huge;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicBoolean hugeTaken = new AtomicBoolean();

  private final Runnable makeRoom;

  /// @param makeRoom releases bytes of a cache; called before the limit would be exceeded
  public ByteBudget(long limit, Runnable makeRoom) {
    this.limit = limit;
    this.makeRoom = makeRoom;
    usual = limit / 128;
    huge = limit / 4;
  }

  /// Reserves bytes for a listing; false, and nothing reserved, if they would exceed the limit.
  ///
  /// @param held the bytes that the listing has reserved before
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

  /// The limit in bytes.
  public long limit() {
    return limit;
  }

  /// Releases all bytes that a listing has reserved.
  void giveBack(long held) {
    taken.addAndGet(-held);
    if (held > huge) {
      hugeTaken.set(false);
    }
  }

  public long taken() {
    return taken.get();
  }
}
