package dev.vmascope.listing;

import dev.vmascope.problem.Problem;
import dev.vmascope.problem.ProblemCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/// The processor time that one answer may take of the thread that makes it. Every loop over rows
/// asks it at each of them, so that no question takes more, whatever it is and whoever maps what it
/// is about. Time in which a client takes the answer, or the kernel is waited for, does not count.
public final class AnswerWork {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ThreadLocal<Optional<AnswerWork>> OF_THREAD =
      ThreadLocal.withInitial(Optional::empty);

  /// How often at most the processor time is asked for, which is a system call.
  private static final long STEP_NANOS = 1_000_000;

  private final long endNanos;
  private long lookAtNanos;

  private AnswerWork(Duration most) {
    endNanos = THREADS.getCurrentThreadCpuTime() + most.toNanos();
    lookAtNanos = System.nanoTime() + most.toNanos();
  }

  /// Begins an answer on this thread.
  public static void begin(Duration most) {
    OF_THREAD.set(Optional.of(new AnswerWork(most)));
  }

  /// Ends the answer of this thread.
  public static void end() {
    OF_THREAD.remove();
  }

  /// Looks whether there is time left for one more row.
  ///
  /// @throws dev.vmascope.problem.ProblemException `busy`, if not
  public static void row() {
    OF_THREAD.get().ifPresent(AnswerWork::look);
  }

  /// Rows, each of which is looked at only while there is time.
  public static <T> Stream<T> over(Collection<T> rows) {
    return rows.stream()
        .map(row -> {
          row();
          return row;
        });
  }

  /// A listing that is read only while there is time, a part of some KiB after another.
  public static InputStream over(InputStream listing) {
    return new FilterInputStream(listing) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        row();
        return super.read(target, offset, length);
      }
    };
  }

  /// A thread cannot work for longer than the clock runs, so most rows ask that alone.
  private void look() {
    long now = System.nanoTime();
    if (now - lookAtNanos < 0) {
      return;
    }
    long left = endNanos - THREADS.getCurrentThreadCpuTime();
    if (left <= 0) {
      throw Problem.of(
              ProblemCode.BUSY,
              "The answer takes more processor time than one may have. Ask for less: with a shorter glob, another filter,"
                  + " or of fewer at a time.")
          .exception();
    }
    lookAtNanos = now + Math.max(left, STEP_NANOS);
  }
}
