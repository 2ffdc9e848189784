package dev.vmascope.procfs;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Size;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private final AtomicReference<@Nullable PageMapSource> pageMapSource = new AtomicReference<>();

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

  /// Looks at many processes, a few at a time, and hands each on as it comes; what hangs comes
  /// last.
  public void readAll(List<Integer> ids, BiConsumer<Integer, Outcome<ProcessReading>> sink) {
    Deque<Look<ProcessReading>> ahead = new ArrayDeque<>();
    Deque<Look<ProcessReading>> slow = new ArrayDeque<>();
    try {
      for (int id : ids) {
        if (ahead.size() == AHEAD) {
          handOnSoon(ahead.remove(), slow, sink);
        }
        ahead.add(new Look<>(this::justRead, id));
      }
    } finally {
      slow.addAll(ahead);
      handOnAll(slow, sink);
    }
  }

  private static void handOnSoon(
      Look<ProcessReading> look,
      Deque<Look<ProcessReading>> slow,
      BiConsumer<Integer, Outcome<ProcessReading>> sink) {
    if (look.comesSoon()) {
      handOn(look, sink);
    } else {
      slow.add(look);
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
    return readListing(ProcFile.MAPS, process -> process.open(ProcFile.MAPS), id, account);
  }

  private Outcome<ListingReading> readListing(
      ProcFile file, ListingReader.Opener opener, int id, ReadAccount account) {
    ProcessReader processes = new ProcessReader(root, ids, account);
    ListingReader listings = new ListingReader(processes, account, budget, clock, oneReadIsAtomic);
    return processes.onProcess(
        id, (process, reading) -> listings.read(process, file, opener, reading));
  }

  /// Looks at one process and reads a file of it that walks page tables, if the governor lets it.
  /// All who ask for the same at about the same time get the same reading. Close what comes back.
  ///
  /// @param forced whether to read it at any cost; still one process at a time
  /// @throws ScanNotMadeException if the governor defers or refuses it
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ListingReading> scan(int id, ProcFile file, boolean forced) {
    return scan(id, file, ScanTarget.ALL, forced);
  }

  /// Looks at one process and at what its pages are, as [#scan] does. The bytes of the reading are
  /// those of `struct page_region`, for [dev.vmascope.mapping.PageRunParser].
  ///
  /// @param range of user addresses; pages that lie in it only partly count
  public Outcome<ListingReading> scanPages(int id, AddressRange range, boolean forced) {
    return scan(id, ProcFile.PAGEMAP, range, forced);
  }

  private Outcome<ListingReading> scan(int id, ProcFile file, AddressRange range, boolean forced) {
    return read(id)
        .flatMap(process ->
            process.type() == ProcessType.USER
                ? scan(process, new ScanTarget(AddressSpaceKey.of(process), file, range), forced)
                : new Outcome.Ok<>(ListingReading.none(process, file, clock.instant())));
  }

  private Outcome<ListingReading> scan(ProcessReading process, ScanTarget target, boolean forced) {
    try {
      return shared.get(target, () -> scanNow(process, target, forced));
    } catch (ScanNotMadeException e) {
      if (!forced || e.scan().forced()) {
        throw e;
      }
      // Waited for somebody who did not force it, in vain.
      return shared.get(target, () -> scanNow(process, target, true));
    }
  }

  /// Counts the mappings first, which is cheap: they decide what the walk will cost.
  private Outcome<ListingReading> scanNow(
      ProcessReading process, ScanTarget target, boolean forced) {
    return readMaps(process.stat().pid())
        .flatMap(maps -> {
          try (maps) {
            return maps.listing()
                .value()
                .map(listing ->
                    target.file() == ProcFile.PAGEMAP
                        ? scanPages(process, target, forced, listing)
                        : scanListing(process, target, forced, listing))
                .orElseGet(() -> new Outcome.Ok<>(maps.insteadOf(target.file())));
          }
        });
  }

  private Outcome<ListingReading> scanListing(
      ProcessReading process, ScanTarget target, boolean forced, KernelBytes maps) {
    ScanGovernor.Request request =
        new ScanGovernor.Request(target, maps.lines(), bytesWithEntries(process), forced);
    return govern(request, pinned -> pinned.open(target.file()));
  }

  /// Pages that are swapped out have entries as well.
  private static long bytesWithEntries(ProcessReading process) {
    return process.sizes().bytes(Size.RESIDENT).orElse(0)
        + process.sizes().bytes(Size.SWAP).orElse(0);
  }

  private Outcome<ListingReading> scanPages(
      ProcessReading process, ScanTarget target, boolean forced, KernelBytes maps) {
    MappedRanges mapped = MappedRanges.of(maps, target.range(), "maps");
    PageMapSource source = pageMapSource();
    long walked =
        source == PageMapSource.ENTRIES
            ? mapped.bytes()
            : Math.min(mapped.bytes(), bytesWithEntries(process));
    ScanGovernor.Request request =
        new ScanGovernor.Request(target, mapped.ranges().size(), walked, forced);
    return govern(
        request,
        pinned ->
            source == PageMapSource.ENTRIES || mapped.ranges().isEmpty()
                ? new PageMapEntries(pinned.open(ProcFile.PAGEMAP), mapped.ranges())
                : PageMapScan.open(pinned.pathOf(ProcFile.PAGEMAP), source, mapped.span()));
  }

  private Outcome<ListingReading> govern(
      ScanGovernor.Request request, ListingReader.Opener opener) {
    ScanTarget target = request.target();
    return governor.govern(
        request,
        () ->
            new Look<>(
                    (id, account) -> readListing(target.file(), opener, id, account),
                    target.process().pid())
                .await());
  }

  /// How pages are told. The first to ask makes the service look at its own page map.
  public PageMapSource pageMapSource() {
    PageMapSource known = pageMapSource.get();
    if (known == null) {
      known =
          await(pool.begin(() -> PageMapSource.of(root), _ -> {})).orElse(PageMapSource.ENTRIES);
      pageMapSource.set(known);
    }
    return known;
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

    /// Waits a moment, and says whether that was enough.
    boolean comesSoon() {
      return pending.map(ReaderPool.Pending::endsSoon).orElse(true);
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
