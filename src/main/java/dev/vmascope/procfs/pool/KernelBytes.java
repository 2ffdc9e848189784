package dev.vmascope.procfs.pool;

import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The bytes of one `/proc` file, off the heap, in chunks of one budget. They can be read any
/// number of times until they are closed, by any thread.
public final class KernelBytes implements AutoCloseable {
  private static final int FIRST_CHUNK = 1 << 13;
  private static final int LARGEST_CHUNK = 1 << 18;

  private final ByteBudget budget;
  private final Arena arena = Arena.ofShared();
  private final List<ByteBuffer> chunks = new ArrayList<>();
  private long taken;
  private long size;
  private int reads;
  private final AtomicInteger users = new AtomicInteger(1);

  private KernelBytes(ByteBudget budget) {
    this.budget = budget;
  }

  /// No bytes, of a budget.
  public static KernelBytes none(ByteBudget budget) {
    return new KernelBytes(budget);
  }

  /// No bytes, in place of these and of the same budget.
  public KernelBytes replacement() {
    return none(budget);
  }

  /// Reads a channel of lines to its end.
  ///
  /// @return the bytes, whole ([Outcome.Ok]) or up to the line at which the kernel broke off
  ///   ([Outcome.Partial], or [Outcome.Gone] if that was at the very start because the process had
  ///   ended)
  /// @param most the limit in bytes
  /// @throws TooLargeException if there are more
  /// @throws ReaderBusyException if the budget is spent
  public static Outcome<KernelBytes> readAll(
      ReadableByteChannel channel, ByteBudget budget, long most) {
    return readAll(channel, budget, most, true);
  }

  /// Reads a channel of records, which are never split, to its end.
  ///
  /// @return the bytes, as in [#readAll]
  /// @param most the limit in bytes
  /// @throws TooLargeException if there are more
  /// @throws ReaderBusyException if the budget is spent
  public static Outcome<KernelBytes> readRecords(
      ReadableByteChannel channel, ByteBudget budget, long most) {
    return readAll(channel, budget, most, false);
  }

  private static Outcome<KernelBytes> readAll(
      ReadableByteChannel channel, ByteBudget budget, long most, boolean inLines) {
    KernelBytes bytes = new KernelBytes(budget);
    Optional<IOException> broken;
    try {
      broken = bytes.fill(channel, most);
    } catch (RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
    if (broken.isEmpty()) {
      return new Outcome.Ok<>(bytes);
    }
    Optional<Errno> errno = Errno.of(broken.get());
    if (bytes.size == 0) {
      bytes.close();
      if (errno.equals(Optional.of(Errno.ESRCH))) {
        return new Outcome.Gone<>(true);
      }
      if (errno.equals(Optional.of(Errno.EACCES)) || errno.equals(Optional.of(Errno.EPERM))) {
        return new Outcome.Denied<>(errno.get());
      }
      bytes = new KernelBytes(budget);
    }
    if (inLines) {
      bytes.cutToWholeLines();
    }
    return new Outcome.Partial<>(
        bytes, errno.map(Errno::words).orElseGet(() -> String.valueOf(broken.get().getMessage())));
  }

  private Optional<IOException> fill(ReadableByteChannel channel, long most) {
    ByteBuffer chunk = nextChunk(FIRST_CHUNK);
    try {
      while (true) {
        if (!chunk.hasRemaining()) {
          chunk = nextChunk(Math.min(2 * chunk.capacity(), LARGEST_CHUNK));
        }
        int count = channel.read(chunk);
        if (count < 0) {
          return Optional.empty();
        }
        size += count;
        reads++;
        if (size > most) {
          throw new TooLargeException(most);
        }
      }
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private ByteBuffer nextChunk(int capacity) {
    if (!budget.take(capacity, taken)) {
      throw new ReaderBusyException();
    }
    taken += capacity;
    ByteBuffer chunk = arena.allocate(capacity).asByteBuffer();
    chunks.add(chunk);
    return chunk;
  }

  /// Drops an incomplete last line: a read that breaks off may do so within one.
  private void cutToWholeLines() {
    for (ByteBuffer chunk : chunks.reversed()) {
      while (chunk.position() > 0) {
        if (chunk.get(chunk.position() - 1) == '\n') {
          return;
        }
        chunk.position(chunk.position() - 1);
        size--;
      }
    }
  }

  /// The number of bytes.
  public long size() {
    return size;
  }

  /// The number of reads of the kernel; each returns at most a page.
  public int reads() {
    return reads;
  }

  /// The number of lines.
  public long lines() {
    long lines = 0;
    InputStream in = stream();
    byte[] some = new byte[FIRST_CHUNK];
    try {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        for (int i = 0; i < count; i++) {
          if (some[i] == '\n') {
            lines++;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /// The bytes from the start, as a new stream.
  public InputStream stream() {
    return new ChunkStream(chunks);
  }

  /// Writes all bytes.
  public void writeTo(OutputStream out) throws IOException {
    stream().transferTo(out);
  }

  /// Adds one more owner of the memory, who closes it as well. Only for callers who know that
  /// another owner has not closed it yet.
  public void retain() {
    users.incrementAndGet();
  }

  /// Releases the memory, if this is the last owner. Streams must not be read afterwards.
  @Override
  public void close() {
    if (users.decrementAndGet() == 0) {
      arena.close();
      budget.giveBack(taken);
    }
  }
}
