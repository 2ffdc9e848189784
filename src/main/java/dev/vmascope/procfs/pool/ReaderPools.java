package dev.vmascope.procfs.pool;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/// The two pools of reader threads of a proc file system. Reads of mapped files may hang, and must
/// not delay those of `/proc`, so they have threads of their own.
public final class ReaderPools implements AutoCloseable {
  private final ReaderPool pool;
  private final ReaderPool filePool;
  private final HungReads hungReads;
  private final ProcessReads processReads;
  private final ProcessReads fileReads;
  private final ReadStatistics statistics = new ReadStatistics();

  /// @param threads how many reads of each pool may happen at one time
  /// @param timeout after which a read is written off
  /// @param user the user of the service
  public ReaderPools(int threads, Duration timeout, OptionalLong user) {
    pool = new ReaderPool(threads, timeout);
    filePool = new ReaderPool("file-reader-", threads, timeout);
    // Sooner than a slow read gets a stand-in, which would begin one more of the same.
    hungReads = new HungReads(user, pool.slow().dividedBy(2));
    processReads = new ProcessReads(pool, statistics, hungReads);
    fileReads = new ProcessReads(filePool, statistics, hungReads);
  }

  /// The threads for `/proc`.
  public ReaderPool pool() {
    return pool;
  }

  /// The reads that hang, or have just come back.
  public HungReads hungReads() {
    return hungReads;
  }

  /// The reads of processes.
  public ProcessReads processReads() {
    return processReads;
  }

  /// The reads of files that processes map.
  public ProcessReads fileReads() {
    return fileReads;
  }

  /// The cost of reading so far.
  public ReadStatistics statistics() {
    return statistics;
  }

  /// The number of processes that are not read for now, because a read of theirs hangs or has just
  /// come back.
  public int quarantined() {
    Set<Integer> held = processReads.heldProcesses();
    held.addAll(fileReads.heldProcesses());
    held.addAll(hungReads.heldProcesses());
    return held.size();
  }

  /// The number of threads that are reading right now, written-off reads included.
  public int busyThreads() {
    return pool.busy() + filePool.busy();
  }

  @Override
  public void close() {
    pool.close();
    filePool.close();
  }
}
