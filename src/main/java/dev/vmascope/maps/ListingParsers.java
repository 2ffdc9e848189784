package dev.vmascope.maps;

import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.procfs.process.ListingReading;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// The threads that parse large listings while other threads write them.
///
/// There is one thread less than processors, and at most four: on a single processor, and while all
/// of them are taken, the thread of the response parses its listing itself.
@Component
final class ListingParsers implements DisposableBean {
  /// The smallest listing that is worth a second thread: about 3,000 mappings of `maps`, or 350 of
  /// `smaps`.
  private static final int LARGE_BYTES = 1 << 18;

  /// The largest number of threads: a response may take as much memory for each.
  private static final int MOST = 4;

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  ListingParsers() {
    this(Math.min(Runtime.getRuntime().availableProcessors() - 1, MOST));
  }

  ListingParsers(int most) {
    threads =
        new ThreadPoolExecutor(
            0,
            Math.max(most, 1),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("listing-parser-", 0).factory());
    if (most == 0) {
      threads.shutdown();
    }
  }

  /// The mappings of a listing, in ascending order of address. They must be closed before the
  /// reading is.
  interface Mappings extends AutoCloseable {
    /// The next mapping, or `null` at the end.
    ///
    /// @throws dev.vmascope.mapping.text.MalformedException if the next entry does not fit the
    ///   grammar of the listing
    /// @throws dev.vmascope.http.problem.ProblemException `busy` if parsing took more processor
    ///   time than a response may
    @Nullable ClassifiedMapping next() throws IOException;

    @Override
    default void close() {}
  }

  /// The mappings of a reading that has a listing, which its caller parses.
  static Mappings here(ListingReading reading) {
    return reading.mappings(AnswerWork::over)::next;
  }

  /// The mappings of a reading that has a listing. A large one is parsed ahead by another thread.
  Mappings ahead(ListingReading reading) {
    if (reading.listing().value().orElseThrow().size() >= LARGE_BYTES) {
      Ahead ahead = new Ahead(reading.mappings(UnaryOperator.identity()));
      try {
        threads.execute(ahead);
        return ahead;
      } catch (RejectedExecutionException | OutOfMemoryError _) {
        // All threads are taken, or the system has none left.
      }
    }
    return here(reading);
  }

  @Override
  public void destroy() {
    threads.shutdown();
  }

  /// Some neighbouring mappings.
  ///
  /// @param last whether there are no more
  /// @param failure the reason why there are no more; `null` at the end of the listing
  /// @param nanos the processor time that they took
  private record Batch(
      List<ClassifiedMapping> mappings, boolean last, @Nullable Throwable failure, long nanos) {}

  /// The mappings of a listing that another thread parses. A few batches are parsed ahead.
  private static final class Ahead implements Mappings, Runnable {
    private static final int MAPPINGS = 128;

    /// The names of a batch, in bytes: paths have up to 4 KiB, and are chosen by the process.
    private static final int NAMES = 1 << 14;

    private static final int BATCHES = 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final MappingReader parser;
    private final BlockingQueue<Batch> parsed = new ArrayBlockingQueue<>(BATCHES);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;
    private Batch batch = new Batch(List.of(), false, null, 0);
    private int position;

    Ahead(MappingReader parser) {
      this.parser = parser;
    }

    @Override
    public void run() {
      try {
        Batch some;
        do {
          some = parse();
          parsed.put(some);
        } while (!closed && !some.last());
      } catch (InterruptedException | RuntimeException | Error e) {
        parsed.clear();
        parsed.add(new Batch(List.of(), true, new IllegalStateException(e), 0));
      } finally {
        ended.countDown();
      }
    }

    private Batch parse() {
      long began = THREADS.getCurrentThreadCpuTime();
      List<ClassifiedMapping> mappings = new ArrayList<>(MAPPINGS);
      boolean last = false;
      Throwable failure = null;
      try {
        int names = 0;
        while (!last && mappings.size() < MAPPINGS && names < NAMES) {
          ClassifiedMapping next = parser.next();
          if (next == null) {
            last = true;
          } else {
            mappings.add(next);
            names += next.mapping().name().latin1().length();
          }
        }
      } catch (IOException | RuntimeException | Error e) {
        last = true;
        failure = e;
      }
      return new Batch(mappings, last, failure, THREADS.getCurrentThreadCpuTime() - began);
    }

    @Override
    public @Nullable ClassifiedMapping next() throws IOException {
      while (position == batch.mappings().size()) {
        if (batch.last()) {
          rethrow(batch.failure());
          return null;
        }
        batch = take();
        position = 0;
        AnswerWork.spend(batch.nanos());
        AnswerWork.row();
      }
      return batch.mappings().get(position++);
    }

    private Batch take() throws IOException {
      try {
        return parsed.take();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the response was interrupted");
      }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
      switch (failure) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }

    /// Waits until the other thread has stopped: it must not read memory that was released.
    @Override
    public void close() {
      closed = true;
      boolean interrupted = false;
      while (ended.getCount() > 0) {
        parsed.clear();
        try {
          ended.await(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
