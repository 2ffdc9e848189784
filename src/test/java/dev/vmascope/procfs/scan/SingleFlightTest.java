package dev.vmascope.procfs.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vmascope.mapping.space.ProcessFacts;
import dev.vmascope.procfs.FakeChannel;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ByteBudget;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.AddressSpaceIds;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessIdentity;
import dev.vmascope.procfs.process.ProcessReading;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private final ProcFs procFs =
      new ProcFs(Path.of("/proc"), 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());
  private final ProcessReading process =
      procFs.read((int) ProcessHandle.current().pid()).value().orElseThrow();
  private final ProcessIdentity key = process.identity();
  private final ByteBudget budget = new ByteBudget(1 << 20, () -> {});
  private final AtomicInteger reads = new AtomicInteger();

  @AfterEach
  void close() {
    procFs.close();
  }

  private Outcome<ListingReading> read() {
    reads.incrementAndGet();
    return reading(KernelBytes.readAll(FakeChannel.of(new byte[] {'x'}), budget, budget.limit()));
  }

  private Outcome<ListingReading> reading(Outcome<KernelBytes> bytes) {
    Consistency stamp = new Consistency(Instant.EPOCH, Duration.ZERO, 1, false, true);
    return new Outcome.Ok<>(
        new ListingReading(
            process, ProcFile.SMAPS, bytes, ProcessFacts.NONE, stamp, Duration.ZERO));
  }

  private static ScanTarget target(ProcessIdentity process, ProcFile file) {
    return new ScanTarget(process, file, ScanTarget.ALL);
  }

  private ListingReading get(SingleFlight shared) {
    return shared.get(target(key, ProcFile.SMAPS), this::read).value().orElseThrow();
  }

  @Test
  void readsOnceForManyAtTheSameTime() throws Exception {
    SingleFlight shared = new SingleFlight(Duration.ZERO);
    CountDownLatch allAsk = new CountDownLatch(1);
    List<Thread> threads = new CopyOnWriteArrayList<>();
    ThreadFactory factory =
        task -> {
          Thread thread = Thread.ofVirtual().unstarted(task);
          threads.add(thread);
          return thread;
        };
    try (ExecutorService askers = Executors.newThreadPerTaskExecutor(factory)) {
      List<Future<Long>> sizes = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        sizes.add(
            askers.submit(() -> {
              try (ListingReading reading =
                  shared
                      .get(
                          target(key, ProcFile.SMAPS),
                          () -> {
                            awaitQuietly(allAsk);
                            return read();
                          })
                      .value()
                      .orElseThrow()) {
                return reading.listing().value().orElseThrow().size();
              }
            }));
      }
      await("all wait, for the read or in it")
          .until(
              () -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
      allAsk.countDown();
      for (Future<Long> size : sizes) {
        assertThat(size.get()).isEqualTo(1);
      }
    }
    assertThat(reads).hasValue(1);
    assertThat(budget.taken()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void answersFromTheLastReadForAWhile() {
    SingleFlight shared = new SingleFlight(Duration.ofMillis(300));
    get(shared).close();
    get(shared).close();
    assertThat(reads).hasValue(1);
    await().until(() -> budget.taken() == 0);
    get(shared).close();
    assertThat(reads).hasValue(2);
  }

  @Test
  void knowsWhenItReadWhatItKeeps() {
    ScanTarget target = target(key, ProcFile.SMAPS);
    SingleFlight shared = new SingleFlight(Duration.ofMinutes(1));
    assertThat(shared.cachedAt(target)).isEmpty();
    get(shared).close();
    assertThat(shared.cachedAt(target)).contains(Instant.EPOCH);
    assertThat(shared.cachedAt(target(key, ProcFile.NUMA_MAPS))).isEmpty();
    shared.dropAll();
    assertThat(shared.cachedAt(target)).isEmpty();
    SingleFlight forgetful = new SingleFlight(Duration.ZERO);
    get(forgetful).close();
    assertThat(forgetful.cachedAt(target)).isEmpty();
    assertThat(budget.taken()).isZero();
  }

  @Test
  void keepsTheBytesForWhoeverStillReadsThem() {
    SingleFlight shared = new SingleFlight(Duration.ofMinutes(1));
    try (ListingReading reading = get(shared)) {
      shared.dropAll();
      assertThat(reading.listing().value().orElseThrow().stream()).hasContent("x");
    }
    assertThat(budget.taken()).isZero();
  }

  @Test
  void tellsFilesAndAddressSpacesApart() {
    SingleFlight shared = new SingleFlight(Duration.ofMinutes(1));
    get(shared).close();
    ProcessIdentity afterExec =
        new ProcessIdentity(
            key.pid(),
            key.startTicks(),
            Optional.of(new AddressSpaceId(new AddressSpaceIds(), key.pid(), 0, 1, 2)));
    shared.get(target(afterExec, ProcFile.SMAPS), this::read);
    shared.get(target(key, ProcFile.SMAPS_ROLLUP), this::read);
    assertThat(reads).hasValue(3);
  }

  @Test
  void keepsNoFailure() {
    SingleFlight shared = new SingleFlight(Duration.ofMinutes(1));
    Outcome<ListingReading> denied = reading(new Outcome.Denied<>(Errno.EACCES));
    assertThat(shared.get(target(key, ProcFile.SMAPS), () -> denied)).isEqualTo(denied);
    assertThatThrownBy(() ->
            shared.get(
                target(key, ProcFile.SMAPS),
                () -> {
                  throw new ReaderBusyException();
                }))
        .isInstanceOf(ReaderBusyException.class);
    get(shared).close();
    assertThat(reads).hasValue(1);
  }
}
