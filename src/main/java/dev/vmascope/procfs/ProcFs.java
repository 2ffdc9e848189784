package dev.vmascope.procfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A proc file system, or a folder of captures that looks like one. All reads happen on its own few
/// threads and end within the time-out, one way or another.
public final class ProcFs implements AutoCloseable {
  /// The size of a page, in which `statm` counts.
  static final int PAGE_BYTES = LibC.sysconf(LibC.SC_PAGESIZE);

  /// The unit of start times.
  static final int TICKS_PER_SECOND = LibC.sysconf(LibC.SC_CLK_TCK);

  private static final long LISTING_BYTES = 64L << 20;
  private static final int AHEAD = 8;

  private final Path root;
  private final Clock clock;
  private final ReaderPool pool;
  private final SharedScans shared;
  private final ScanGovernor governor;
  private final Quarantine quarantine = new Quarantine();
  private final ByteBudget budget;
  private final ReadStatistics statistics = new ReadStatistics();
  private final AddressSpaceIds ids = new AddressSpaceIds();
  private final boolean oneReadIsAtomic;

  /// @param root where the proc file system is mounted, or a folder of captures
  /// @param threads how many reads may happen at one time
  /// @param timeout after which a read is written off
  /// @param limits how much walking page tables may cost
  public ProcFs(Path root, int threads, Duration timeout, ScanLimits limits, Clock clock) {
    this.root = root;
    this.clock = clock;
    pool = new ReaderPool(threads, timeout);
    shared = new SharedScans(limits.cache());
    governor = new ScanGovernor(limits, timeout, clock);
    budget = new ByteBudget(LISTING_BYTES, shared::dropAll);
    oneReadIsAtomic = node().oneReadIsAtomic();
  }

  /// The pids of all processes that can be seen, in the kernel's order.
  ///
  /// @throws UncheckedIOException if the root cannot be listed at all
  public List<Integer> pids() {
    return await(pool.begin(this::listPids, _ -> {}))
        .orElseThrow(() -> new UncheckedIOException(new IOException("listing " + root + " hangs")));
  }

  private List<Integer> listPids() {
    List<Integer> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, ProcFs::isPid)) {
      entries.forEach(entry -> pids.add(Integer.valueOf(entry.getFileName().toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pids;
  }

  private static boolean isPid(Path entry) {
    return entry.getFileName().toString().matches("[1-9]\\d{0,8}");
  }

  /// The pid of this service in this proc file system, which may belong to another pid namespace;
  /// empty for captures.
  public Optional<Integer> self() {
    return await(pool.begin(() -> LibC.readlink(root.resolve("self")), _ -> {}))
        .flatMap(Outcome::value)
        .filter(target -> target.latin1().matches("[1-9]\\d{0,8}"))
        .map(target -> Integer.valueOf(target.latin1()));
  }

  /// What holds for the whole machine, right now.
  public Node node() {
    return await(pool.begin(() -> Node.read(root), _ -> {}))
        .orElseThrow(() -> new UncheckedIOException(new IOException("reading " + root + " hangs")));
  }

  /// Looks at one process. The id of a thread gives the process that it belongs to.
  ///
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ProcessReading> read(int id) {
    return new Look<>(this::justRead, id).await();
  }

  /// Looks at one process and at what it takes more reads to know.
  ///
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ProcessDetails> readDetails(int id) {
    return new Look<>(this::readWithDetails, id).await();
  }

  private Outcome<ProcessDetails> readWithDetails(int id, ReadAccount account) {
    ProcessReader processes = new ProcessReader(root, ids, account);
    return processes.onProcess(id, processes::details);
  }

  /// Looks at many processes, a few at a time, and hands each on as it comes.
  public void readAll(List<Integer> ids, BiConsumer<Integer, Outcome<ProcessReading>> sink) {
    Deque<Look<ProcessReading>> ahead = new ArrayDeque<>();
    try {
      for (int id : ids) {
        if (ahead.size() == AHEAD) {
          handOn(ahead.remove(), sink);
        }
        ahead.add(new Look<>(this::justRead, id));
      }
    } finally {
      handOnAll(ahead, sink);
    }
  }

  /// Hands the rest on, also where one of them fails: a look that hangs is written off by whoever
  /// waits for it.
  private static void handOnAll(
      Deque<Look<ProcessReading>> rest, BiConsumer<Integer, Outcome<ProcessReading>> sink) {
    if (rest.isEmpty()) {
      return;
    }
    try {
      handOn(rest.remove(), sink);
    } finally {
      handOnAll(rest, sink);
    }
  }

  private static void handOn(
      Look<ProcessReading> look, BiConsumer<Integer, Outcome<ProcessReading>> sink) {
    sink.accept(look.id, look.await());
  }

  private Outcome<ProcessReading> justRead(int id, ReadAccount account) {
    return new ProcessReader(root, ids, account)
        .onProcess(id, (_, reading) -> new Outcome.Ok<>(reading));
  }

  /// Looks at one process and reads its mappings. Close what comes back.
  ///
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ListingReading> readMaps(int id) {
    return new Look<>(this::readWithMaps, id).await();
  }

  /// Looks at one address of a process, without reading the listing.
  ///
  /// @return not applicable, where that cannot be done and [#readMaps] has to serve
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<AddressReading> readAddress(int id, long address) {
    return new Look<>((asked, account) -> readAddress(asked, address, account), id).await();
  }

  private Outcome<AddressReading> readAddress(int id, long address, ReadAccount account) {
    ProcessReader processes = new ProcessReader(root, ids, account);
    AddressReader addresses = new AddressReader(processes, account, clock);
    return processes.onProcess(id, (process, reading) -> addresses.read(process, reading, address));
  }

  private Outcome<ListingReading> readWithMaps(int id, ReadAccount account) {
    return readListing(ProcFile.MAPS, id, account);
  }

  private Outcome<ListingReading> readListing(ProcFile file, int id, ReadAccount account) {
    ProcessReader processes = new ProcessReader(root, ids, account);
    ListingReader listings = new ListingReader(processes, account, budget, clock, oneReadIsAtomic);
    return processes.onProcess(id, (process, reading) -> listings.read(process, file, reading));
  }

  /// Looks at one process and reads a file of it that walks page tables, if the governor lets it.
  /// All who ask for the same at about the same time get the same reading. Close what comes back.
  ///
  /// @param forced whether to read it at any cost; still one process at a time
  /// @throws ScanNotMadeException if the governor defers or refuses it
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ListingReading> scan(int id, ProcFile file, boolean forced) {
    return read(id).flatMap(process -> scan(process, file, forced));
  }

  private Outcome<ListingReading> scan(ProcessReading process, ProcFile file, boolean forced) {
    if (process.type() != ProcessType.USER) {
      return new Outcome.Ok<>(ListingReading.none(process, file, clock.instant()));
    }
    try {
      return shared.get(AddressSpaceKey.of(process), file, () -> scanNow(process, file, forced));
    } catch (ScanNotMadeException e) {
      if (!forced || e.scan().forced()) {
        throw e;
      }
      // Waited for somebody who did not force it, in vain.
      return shared.get(AddressSpaceKey.of(process), file, () -> scanNow(process, file, true));
    }
  }

  /// Counts the mappings first, which is cheap: they decide what the walk will cost.
  private Outcome<ListingReading> scanNow(ProcessReading process, ProcFile file, boolean forced) {
    int pid = process.stat().pid();
    return readMaps(pid)
        .flatMap(maps -> {
          try (maps) {
            Optional<KernelBytes> listing = maps.listing().value();
            if (listing.isEmpty()) {
              return new Outcome.Ok<>(maps.insteadOf(file));
            }
            long mappings = listing.get().lines();
            return governor.govern(
                new ScanGovernor.Request(process, file, mappings, forced),
                () -> new Look<>((id, account) -> readListing(file, id, account), pid).await());
          }
        });
  }

  /// The governor of reads that walk page tables.
  public ScanGovernor governor() {
    return governor;
  }

  /// How many processes are not read for now, because a read of theirs hangs or has just come back.
  public int quarantined() {
    return quarantine.size();
  }

  /// What reading has cost so far.
  public ReadStatistics statistics() {
    return statistics;
  }

  /// How many threads are reading right now, written-off reads included.
  public int busyThreads() {
    return pool.busy();
  }

  @Override
  public void close() {
    pool.close();
  }

  private static <T> Optional<T> await(ReaderPool.Pending<T> pending) {
    try {
      return Optional.of(pending.await());
    } catch (TimeoutException _) {
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Read<T> {
    Outcome<T> read(int id, ReadAccount account);
  }

  /// One look at one process that is under way.
  private final class Look<T> {
    private final int id;
    private final ReadAccount account = new ReadAccount(statistics);
    private final Optional<ReaderPool.Pending<Outcome<T>>> pending;

    Look(Read<T> read, int id) {
      this.id = id;
      Supplier<Outcome<T>> work = () -> read.read(id, account);
      Consumer<Outcome<T>> discard = outcome -> outcome.value().ifPresent(Look::discard);
      pending = quarantine.holds(id) ? Optional.empty() : Optional.of(pool.begin(work, discard));
    }

    private static void discard(Object late) {
      if (late instanceof ListingReading reading) {
        reading.close();
      }
    }

    Outcome<T> await() {
      Optional<Outcome<T>> outcome = pending.flatMap(ProcFs::await);
      if (outcome.isEmpty()) {
        pending.ifPresent(stuck -> {
          account.writeOff();
          quarantine.add(id, stuck);
        });
      }
      return outcome.orElseGet(Outcome.TimedOut::new);
    }
  }
}
