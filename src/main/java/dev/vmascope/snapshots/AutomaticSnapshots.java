package dev.vmascope.snapshots;

import dev.vmascope.capture.Capture;
import dev.vmascope.capture.CaptureRequest;
import dev.vmascope.capture.Captures;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.sampling.Sample;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The snapshots that nobody asks for. They are of a process that leaks, comes near its limit of
/// mappings, or gets a finding of high severity. They have no usage: nobody asked for a page-table
/// walk. One thread takes them, beside the ticks.
@Component
class AutomaticSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(AutomaticSnapshots.class);
  private static final Duration EXPIRY = Duration.ofHours(1);
  private static final CaptureRequest WITHOUT_USAGE =
      new CaptureRequest(ProcFile.MAPS, false, Set.of(), Optional.empty());

  private final SnapshotStore snapshots;
  private final Captures captures;
  private final SnapshotCounts counts;
  private final JsonMapper json;
  private final boolean enabled;
  private final SnapshotTriggers triggers = new SnapshotTriggers();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(SnapshotTriggers.MOST_IN_AN_HOUR),
          Thread.ofPlatform().daemon().name("snapshots-", 0).factory());

  /// The time of the last search for snapshots that are too old; used by the thread of the ticks.
  private Instant lastExpiry;

  AutomaticSnapshots(
      SnapshotStore snapshots,
      Captures captures,
      SnapshotCounts counts,
      JsonMapper json,
      Clock clock,
      SnapshotProperties properties) {
    this.snapshots = snapshots;
    this.captures = captures;
    this.counts = counts;
    this.json = json;
    enabled = properties.automatic();
    lastExpiry = clock.instant();
  }

  @EventListener
  void after(Sample sample) {
    if (snapshots.absence().isPresent()) {
      return;
    }
    if (sample.at().isAfter(lastExpiry.plus(EXPIRY))) {
      lastExpiry = sample.at();
      begin(snapshots::expire);
    }
    if (!enabled) {
      return;
    }
    for (SnapshotTriggers.Trigger trigger : triggers.after(sample.at(), sample.processes())) {
      begin(() -> take(trigger));
    }
  }

  private void begin(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException _) {
      counts.failed();
    }
  }

  private void take(SnapshotTriggers.Trigger trigger) {
    try {
      Outcome<Capture> read = captures.read(trigger.process().pid(), WITHOUT_USAGE);
      if (read instanceof Outcome.Ok<Capture>(Capture capture)) {
        try (capture) {
          if (capture.process().stat().startTicks() == trigger.process().startTicks()) {
            snapshots.store(
                new SnapshotOrder(trigger.cause(), null, false),
                (out, comment) ->
                    capture.writeTo(out, json, UnaryOperator.identity(), Optional.of(comment)));
          }
        }
      }
    } catch (RuntimeException | IOException e) {
      // Nobody waits for it, and the next one may succeed. The store counts what it refuses.
      if (!(e instanceof ProblemException)) {
        counts.failed();
      }
      LOG.info("No snapshot of process {} was stored: {}", trigger.process().pid(), e.getMessage());
    }
  }

  @PreDestroy
  void end() {
    executor.shutdown();
  }
}
