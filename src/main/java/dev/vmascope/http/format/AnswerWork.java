package dev.vmascope.http.format;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The processor time that one response may take. Every loop over rows checks it at each row, or
/// every few, so no request exceeds it by more, whatever process it is about. Time spent waiting
/// for the client or the kernel does not count.
public final class AnswerWork {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ThreadLocal<Optional<AnswerWork>> OF_THREAD =
      ThreadLocal.withInitial(Optional::empty);

  /// The shortest time between two reads of the processor time, each of which is a system call.
  private static final long STEP_NANOS = 1_000_000;

  private long endNanos;
  private long checkAtNanos;

  private AnswerWork(Duration most) {
    endNanos = THREADS.getCurrentThreadCpuTime() + most.toNanos();
    checkAtNanos = System.nanoTime() + most.toNanos();
  }

  /// Begins a response on this thread.
  public static void begin(Duration most) {
    OF_THREAD.set(Optional.of(new AnswerWork(most)));
  }

  /// Ends the response of this thread.
  public static void end() {
    OF_THREAD.remove();
  }

  /// Adds work that another thread did for the response of this thread.
  public static void spend(long processorNanos) {
    OF_THREAD
        .get()
        .ifPresent(work -> {
          work.endNanos -= processorNanos;
          work.checkAtNanos -= processorNanos;
        });
  }

  /// Checks that there is time for one more row.
  ///
  /// @throws dev.vmascope.http.problem.ProblemException `busy` if there is none
  public static void row() {
    OF_THREAD.get().ifPresent(AnswerWork::check);
  }

  /// The same rows, each after a check of the time.
  public static <T> Stream<T> over(Collection<T> rows) {
    return rows.stream()
        .map(row -> {
          row();
          return row;
        });
  }

  /// The rows of a response, each made when it is written, after a check of the time.
  public static <T, R extends Record> List<R> rows(List<T> of, Function<T, R> row) {
    return new AbstractList<>() {
      @Override
      public R get(int index) {
        row();
        return row.apply(of.get(index));
      }

      @Override
      public int size() {
        return of.size();
      }
    };
  }

  /// The same listing, a few KiB at a time, each after a check of the time.
  public static InputStream over(InputStream listing) {
    return new FilterInputStream(listing) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        row();
        return super.read(target, offset, length);
      }
    };
  }

  /// Checks the time. A thread cannot work for longer than the wall clock runs, so most rows read
  /// only the clock.
  private void check() {
    long now = System.nanoTime();
    if (now - checkAtNanos < 0) {
      return;
    }
    long left = endNanos - THREADS.getCurrentThreadCpuTime();
    if (left <= 0) {
      throw Problem.of(
              ProblemCode.BUSY,
              "The answer needs more processor time than the limit of one answer. Request less: use a shorter"
                  + " glob, another filter, or a smaller limit.")
          .exception();
    }
    checkAtNanos = now + Math.max(left, STEP_NANOS);
  }
}
