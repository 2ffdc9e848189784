package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.text.FailureLine;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.rule.MappingInspector;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// The schedule of checks on files of deleted code: every sixth tick. A thread of its own makes
/// them: a read that hangs delays nothing else.
@Component
class DeletedFileSchedule implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(DeletedFileSchedule.class);
  private static final int TICKS = 6;

  private final DeletedFileChecker deletedFiles;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("vmascope-files").factory());
  private final AtomicBoolean busy = new AtomicBoolean();
  private int tick;

  DeletedFileSchedule(DeletedFileChecker deletedFiles) {
    this.deletedFiles = deletedFiles;
  }

  /// Takes note of a tick.
  ///
  /// @param processes the processes that have memory
  void tick(Collection<TrackedProcess> processes) {
    if (tick == 0 && busy.compareAndSet(false, true)) {
      Map<ProcessReading, MappingInspector> inspectors = new HashMap<>();
      for (TrackedProcess process : processes) {
        process
            .mappings()
            .inspector()
            .filter(MappingInspector::hasDeletedCode)
            .ifPresent(inspector -> inspectors.put(process.reading(), inspector));
      }
      thread.execute(() -> check(inspectors));
    }
    tick = (tick + 1) % TICKS;
  }

  private void check(Map<ProcessReading, MappingInspector> inspectors) {
    try {
      deletedFiles.checkAll(inspectors);
    } catch (RuntimeException e) {
      if (!thread.isShutdown()) {
        LOG.warn("The check of deleted files failed and will be repeated: {}", FailureLine.line(e));
      }
    } finally {
      busy.set(false);
    }
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }
}
