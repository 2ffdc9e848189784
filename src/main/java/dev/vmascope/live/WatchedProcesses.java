package dev.vmascope.live;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.mapping.text.FailureLine;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.stream.StreamCounts;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/// The processes that clients watch, each read for all of its clients together. One without clients
/// is watched for a minute more, so that a client who returns misses nothing. All streams end when
/// the service does.
@Component
final class WatchedProcesses implements ApplicationListener<ContextClosedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedProcesses.class);

  /// The limit on watched processes.
  static final int MOST = 16;

  /// The limit on those of one caller.
  static final int SHARE = MOST / 2;

  private static final int THREADS = 2;
  private static final int RETRY_SECONDS = 60;
  private static final long LINGER_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<Integer, Watch> watches = new HashMap<>();
  private final HeldListings held = new HeldListings();

  /// The number of the last event. It begins anywhere, so that a position of an earlier service is
  /// not taken for one of this service.
  private final AtomicLong numbers = new AtomicLong(new SecureRandom().nextLong() >>> 24);

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          THREADS, Thread.ofPlatform().daemon().name("process-watcher-", 0).factory());

  private final ProcFs procFs;
  private final StreamEvents texts;
  private final StreamCounts counts;

  WatchedProcesses(ProcFs procFs, StreamEvents texts, StreamCounts counts) {
    this.procFs = procFs;
    this.texts = texts;
    this.counts = counts;
  }

  /// A watched process, and the time when its last client left.
  private static final class Watch {
    private final WatchedProcess process;
    private final WatchPace pace;
    private long leftNanos;

    Watch(WatchedProcess process, WatchPace pace) {
      this.process = process;
      this.pace = pace;
    }
  }

  /// Adds a client to a process that is watched already.
  ///
  /// @return false if it is not
  synchronized boolean join(ProcessReading process, StreamClient client) {
    Watch watch = watches.get(process.stat().pid());
    if (watch == null || !watch.process.process().identity().isSameProcess(process.identity())) {
      return false;
    }
    if (!watch.process.isWatchedBy(client.requester())) {
      requireShare(client.requester());
    }
    return watch.process.attach(client);
  }

  /// Watches a process from now on, for its first client.
  ///
  /// @param first its present listing, which is closed in time
  synchronized void watch(ListingReading first, StreamClient client) {
    WatchedProcess process;
    try {
      if (join(first.process(), client)) {
        first.close();
        return;
      }
      if (executor.isShutdown()) {
        throw busy("The service stops.");
      }
      requireShare(client.requester());
      makeRoom(first);
      process =
          new WatchedProcess(
              first, texts, counts, held, numbers::incrementAndGet, System::nanoTime);
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
    Watch watch = new Watch(process, new WatchPace(procFs, process, System::nanoTime));
    watches.put(first.process().stat().pid(), watch);
    counts.countProcesses(1);
    schedule(watch);
    boolean _ = process.attach(client);
  }

  private void requireShare(String requester) {
    long own =
        watches.values().stream().filter(watch -> watch.process.isWatchedBy(requester)).count();
    if (own >= SHARE) {
      throw busy(
          "This caller watches the maximum number of processes already: "
              + SHARE
              + ". End a stream first.");
    }
  }

  /// Makes room for a process and its listing, at the cost of processes without clients.
  private void makeRoom(ListingReading listing) {
    int pid = listing.process().stat().pid();
    Watch former = watches.get(pid);
    if (former != null) {
      // The pid belongs to another process now.
      former.process.end(EndReason.EXITED);
      remove(pid);
    }
    long bytes = WatchedProcess.size(listing);
    if (bytes > HeldListings.MOST_BYTES) {
      throw Problem.of(
              ProblemCode.TOO_LARGE,
              "The listing of the process is larger than what can be kept for comparisons: "
                  + (HeldListings.MOST_BYTES >> 20)
                  + " MiB.")
          .exception();
    }
    while (watches.size() >= MOST || !held.replace(0, bytes)) {
      int idle =
          watches.entrySet().stream()
              .filter(entry -> !entry.getValue().process.hasClients())
              .min(Comparator.comparingLong(entry -> entry.getValue().leftNanos))
              .map(Map.Entry::getKey)
              .orElseThrow(() ->
                  busy(
                      "The service watches the maximum number of processes already, or keeps the maximum of"
                          + " listings for them: "
                          + MOST
                          + ", and 12 MiB. Try again when other streams have ended."));
      remove(idle);
    }
  }

  private static ProblemException busy(String detail) {
    return Problem.of(ProblemCode.BUSY, detail)
        .with(Problem.RETRY_AFTER, RETRY_SECONDS)
        .exception();
  }

  private void remove(int pid) {
    Watch removed = watches.remove(pid);
    if (removed != null) {
      removed.process.close();
      counts.countProcesses(-1);
    }
  }

  /// Removes a client whose stream has ended.
  synchronized void leave(StreamClient client) {
    for (Watch watch : watches.values()) {
      if (watch.process.detach(client)) {
        watch.leftNanos = System.nanoTime();
      }
    }
  }

  private void schedule(Watch watch) {
    try {
      ScheduledFuture<?> _ =
          executor.schedule(() -> look(watch), WatchPace.SHORTEST.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // The service stops, and has ended all streams.
    }
  }

  private void look(Watch watch) {
    try {
      watch.pace.look();
    } catch (RuntimeException e) {
      LOG.error("A watched process could not be compared: {}", FailureLine.line(e));
      watch.process.end(EndReason.FAILED);
    }
    if (isStillWatched(watch)) {
      schedule(watch);
    }
  }

  private synchronized boolean isStillWatched(Watch watch) {
    int pid = watch.process.process().stat().pid();
    boolean known = watch.equals(watches.get(pid));
    boolean wanted =
        watch.process.hasClients() || System.nanoTime() - watch.leftNanos < LINGER_NANOS;
    if (known && (watch.process.isOver() || !wanted)) {
      remove(pid);
      return false;
    }
    return known;
  }

  @Override
  public synchronized void onApplicationEvent(ContextClosedEvent event) {
    executor.shutdownNow();
    List.copyOf(watches.keySet()).forEach(this::remove);
  }
}
