package dev.vmascope.procfs;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.PageEntry;
import dev.vmascope.mapping.ProcessCgroups;
import dev.vmascope.mapping.SysvSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A proc file system, or a folder of captures that looks like one. All reads happen on its own few
/// threads and end within the time-out, one way or another.
public final class ProcFs implements AutoCloseable {
  /// The size of a page, in which `statm` counts.
  public static final int PAGE_BYTES = LibC.sysconf(LibC.SC_PAGESIZE);

  /// The unit of start times.
  static final int TICKS_PER_SECOND = LibC.sysconf(LibC.SC_CLK_TCK);

  private static final long LISTING_BYTES = 64L << 20;

  /// Of a file of the machine that has a line for each of something.
  private static final int LARGEST_TABLE = 1 << 22;

  private final Path root;
  private final Optional<CgroupTree> cgroups;
  private final Clock clock;
  private final ReaderPool pool;
  private final HungReads hungReads;
  private final Looks looks;

  /// For files that processes map: they may hang, and must not hold up those of `/proc`.
  private final ReaderPool filePool;

  private final Looks fileLooks;
  private final Scans scans;
  private final ScanGovernor governor;
  private final ByteBudget budget;
  private final ReadStatistics statistics = new ReadStatistics();
  private final AddressSpaceIds ids = new AddressSpaceIds();
  private final JavaProcesses java;
  private final boolean oneReadIsAtomic;
  private final RootKind kind;
  private final Optional<OwnVdso> vdso;

  /// @param root where the proc file system is mounted, or a folder of captures
  /// @param threads how many reads may happen at one time
  /// @param timeout after which a read is written off
  /// @param limits how much walking page tables may cost
  public ProcFs(Path root, int threads, Duration timeout, ScanLimits limits, Clock clock) {
    this(root, Optional.empty(), threads, timeout, limits, clock);
  }

  /// @param root where the proc file system is mounted, or a folder of captures
  /// @param cgroups where the control groups are mounted that it speaks of; empty if that is not
  ///   known
  /// @param threads how many reads may happen at one time
  /// @param timeout after which a read is written off
  /// @param limits how much walking page tables may cost
  public ProcFs(
      Path root,
      Optional<CgroupTree> cgroups,
      int threads,
      Duration timeout,
      ScanLimits limits,
      Clock clock) {
    this.root = root;
    this.cgroups = cgroups;
    this.clock = clock;
    java = new JavaProcesses(clock);
    pool = new ReaderPool(threads, timeout);
    // Sooner than a slow read gets a stand-in, which would begin one more of the same.
    hungReads = new HungReads(OwnStatus.user(), pool.slow().dividedBy(2));
    looks = new Looks(pool, statistics, hungReads);
    filePool = new ReaderPool("file-reader-", threads, timeout);
    fileLooks = new Looks(filePool, statistics, hungReads);
    SharedScans shared = new SharedScans(limits.cache());
    governor = new ScanGovernor(limits, timeout, clock);
    scans = new Scans(this, looks, hungReads, shared, governor, clock);
    budget = new ByteBudget(LISTING_BYTES, shared::dropAll);
    oneReadIsAtomic = node().oneReadIsAtomic();
    kind = Looks.await(pool.begin(() -> RootKind.of(root), _ -> {})).orElse(RootKind.WHOLE);
    vdso = Looks.await(pool.begin(() -> OwnVdso.of(root), _ -> {})).flatMap(Function.identity());
  }

  /// Whether a folder is a proc file system, which alone has a link to whoever asks. It leads
  /// nowhere where the service is in none of the pid namespaces that the file system shows.
  static boolean isLive(Path root) {
    return Files.isSymbolicLink(root.resolve("self"));
  }

  /// What lies at the root.
  public RootKind kind() {
    return kind;
  }

  /// Whether this is a proc file system of this machine, and not a folder of captures.
  public boolean isLive() {
    return kind != RootKind.CAPTURES;
  }

  /// The pids of all processes that can be seen, in the kernel's order.
  ///
  /// @throws UncheckedIOException if the root cannot be listed at all
  public List<Integer> pids() {
    return Looks.await(pool.begin(this::listPids, _ -> {}))
        .orElseThrow(() -> new UncheckedIOException(new IOException("listing " + root + " hangs")));
  }

  private List<Integer> listPids() {
    List<Integer> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (isPid(name)) {
          pids.add(Integer.valueOf(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pids;
  }

  private static boolean isPid(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() < 10 && name.charAt(0) != '0';
  }

  /// The pid of this service in this proc file system, which may belong to another pid namespace;
  /// empty for captures.
  public Optional<Integer> self() {
    return Looks.await(
            pool.begin(
                () -> LibC.readlinkat(LibC.CURRENT_DIRECTORY, root.resolve("self").toString()),
                _ -> {}))
        .flatMap(Outcome::value)
        .filter(target -> isPid(target.latin1()))
        .map(target -> Integer.valueOf(target.latin1()));
  }

  /// What holds for the whole machine, right now.
  public Node node() {
    return Looks.await(pool.begin(() -> Node.read(root), _ -> {}))
        .orElseThrow(() -> new UncheckedIOException(new IOException("reading " + root + " hangs")));
  }

  /// The SysV segments of the IPC namespace of this service; gone where there is no such file, as
  /// in captures and kernels without `CONFIG_SYSVIPC`.
  public Outcome<List<SysvSegment>> sysvSegments() {
    Path file = root.resolve("sysvipc").resolve("shm");
    return Looks.await(pool.begin(() -> readSegments(file), _ -> {}))
        .orElseGet(Outcome.TimedOut::new);
  }

  private static Outcome<List<SysvSegment>> readSegments(Path path) {
    try (KernelFile file = KernelFile.open(path)) {
      return new Outcome.Ok<>(file.readAtMost(LARGEST_TABLE))
          .map(bytes -> SysvSegment.parse(bytes, "sysvipc/shm"));
    } catch (IOException e) {
      return ProcessReader.failure(e, false);
    }
  }

  /// How the machine manages memory, right now; empty if reading that hangs.
  ///
  /// @param others some processes beside the service, to try out what it may open of them
  public Optional<MachineReading> readMachine(List<Integer> others) {
    Optional<Boolean> roots = MachineReader.mostOf(rootsThatCanBeNamed(others));
    Optional<Boolean> pages = MachineReader.mostOf(pagesThatCanBeOpened(others));
    return Looks.await(
        pool.begin(() -> new MachineReader(root, kind, clock).read(roots, pages), _ -> {}));
  }

  /// By the threads that read files, since a root may lie on a file system that hangs; then that is
  /// not told.
  private List<OutcomeKind> rootsThatCanBeNamed(List<Integer> others) {
    List<OutcomeKind> named = new ArrayList<>();
    for (int other : others) {
      try {
        OutcomeKind kind =
            fileLooks.begin(other, (pid, _) -> MachineReader.nameRoot(root, pid)).await().kind();
        if (kind == OutcomeKind.TIMED_OUT) {
          return named;
        }
        named.add(kind);
      } catch (NoRoomException | ReadsStuckException _) {
        return named;
      }
    }
    return named;
  }

  private List<OutcomeKind> pagesThatCanBeOpened(List<Integer> others) {
    return others.stream()
        .map(other ->
            looks
                .begin(
                    other,
                    (id, account) ->
                        processes(account)
                            .onProcess(
                                id,
                                (process, _) ->
                                    account.guarded(
                                        Awaited.MEMORY, () -> MachineReader.openPages(process))))
                .await()
                .kind())
        .toList();
  }

  /// Whether one mapping can be asked for without the listing: `PROCMAP_QUERY`, Linux 6.11; tried
  /// on the service itself. False for captures.
  public boolean answersQueries() {
    return Looks.await(pool.begin(() -> ProcMapQuery.isKnown(root), _ -> {})).orElse(false);
  }

  /// Reads what the kernel's log has got since the last look at it.
  ///
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<KernelLogReading> readLog(KernelLog log) {
    return Looks.await(pool.begin(log::read, _ -> {})).orElseGet(Outcome.TimedOut::new);
  }

  /// Looks at one process. The id of a thread gives the process that it belongs to.
  ///
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ProcessReading> read(int id) {
    return looks
        .begin(id, (asked, account) -> justRead(asked, account, KnownExecutables.NONE))
        .await();
  }

  /// Looks at one process and at what it takes more reads to know.
  ///
  /// @param withCommandLine whether to read its command line; else that file is not opened
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ProcessDetails> readDetails(int id, boolean withCommandLine) {
    return looks
        .begin(id, (asked, account) -> readDetails(asked, withCommandLine, account))
        .await();
  }

  private Outcome<ProcessDetails> readDetails(
      int id, boolean withCommandLine, ReadAccount account) {
    ProcessReader processes = processes(account);
    return processes.onProcess(
        id,
        (process, reading) ->
            processes.details(
                process, reading, new LimitsReader(account, cgroups), withCommandLine));
  }

  /// Looks at the control groups of processes that were seen before, a few at a time, and hands
  /// each on as it comes; what hangs comes last.
  ///
  /// @param startTicks when each started, by pid, which tells it from others of its pid
  public void readAllCgroups(
      Map<Integer, Long> startTicks, BiConsumer<Integer, Outcome<ProcessCgroups>> sink) {
    Looks.Read<ProcessCgroups> read =
        (pid, account) ->
            processes(account)
                .cgroups(
                    pid, startTicks.getOrDefault(pid, -1L), new LimitsReader(account, cgroups));
    new LookAhead<>(looks, read).at(List.copyOf(startTicks.keySet()), sink);
  }

  /// Reads what control groups say of memory; empty if that hangs.
  ///
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Optional<CgroupMemory> readMemory(ProcessCgroups groups) {
    return Looks.await(pool.begin(() -> LimitsReader.memory(cgroups, groups), _ -> {}));
  }

  /// Looks at many processes, a few at a time, and hands each on as it comes; what hangs comes
  /// last.
  ///
  /// @param executables what need not be read
  public void readAll(
      List<Integer> ids,
      KnownExecutables executables,
      BiConsumer<Integer, Outcome<ProcessReading>> sink) {
    Looks.Read<ProcessReading> read = (id, account) -> justRead(id, account, executables);
    hungReads.retain(ids);
    new LookAhead<>(looks, read).at(ids, sink);
  }

  private Outcome<ProcessReading> justRead(
      int id, ReadAccount account, KnownExecutables executables) {
    return processes(account, executables).onProcess(id, (_, reading) -> new Outcome.Ok<>(reading));
  }

  /// Looks at one process and reads its mappings. Close what comes back.
  ///
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ListingReading> readMaps(int id) {
    return looks.begin(id, this::readWithMaps).await();
  }

  /// Looks at one address of a process, without reading the listing.
  ///
  /// @return not applicable, where that cannot be done and [#readMaps] has to serve
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<AddressReading> readAddress(int id, long address) {
    return looks.begin(id, (asked, account) -> readAddress(asked, address, account, false)).await();
  }

  /// The same with the build id of the mapped file. The kernel may have to read the file for it,
  /// which may hang.
  public Outcome<AddressReading> readWithBuildId(int id, long address) {
    if (looks.isHeld(id)) {
      return new Outcome.TimedOut<>();
    }
    return fileLooks
        .begin(id, (asked, account) -> readAddress(asked, address, account, true))
        .await();
  }

  private Outcome<AddressReading> readAddress(
      int id, long address, ReadAccount account, boolean withBuildId) {
    ProcessReader processes = processes(account);
    AddressReader addresses = new AddressReader(processes, account, java, clock, withBuildId);
    return processes.onProcess(id, (process, reading) -> addresses.read(process, reading, address));
  }

  /// Looks at the page of one address.
  ///
  /// @param process as it was before: gone, if it is another one or has another address space now
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<PageEntry> readPage(ProcessReading process, long address) {
    return looks
        .begin(
            process.stat().pid(),
            (id, account) ->
                processes(account)
                    .onProcess(
                        id,
                        (pinned, now) ->
                            new PageReader(account).read(pinned, process, now, address)))
        .await();
  }

  /// Looks at one process and at some of its threads.
  ///
  /// @param after only threads whose ids are above this one
  /// @param most how many to look at, those of the lowest ids
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ThreadsReading> readThreads(int id, int after, int most) {
    return looks
        .begin(
            id,
            (asked, account) -> {
              ProcessReader processes = processes(account);
              ThreadsReader threads = new ThreadsReader(processes, account, clock);
              return processes.onProcess(
                  asked,
                  (process, reading) ->
                      account.guarded(
                          Awaited.EXEC, () -> threads.read(process, reading, after, most)));
            })
        .await();
  }

  /// Looks at one process and opens files that it maps: regular ones alone, and none but those.
  ///
  /// @param parser says which, and makes something of each
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public <T> Outcome<ObjectsReading<T>> readObjects(int id, ObjectParser<T> parser) {
    if (looks.isHeld(id)) {
      return new Outcome.TimedOut<>();
    }
    return fileLooks.begin(id, (asked, account) -> readObjects(asked, parser, account)).await();
  }

  private <T> Outcome<ObjectsReading<T>> readObjects(
      int id, ObjectParser<T> parser, ReadAccount account) {
    ProcessReader processes = processes(account);
    ListingReader listings = new ListingReader(processes, account, budget, clock, oneReadIsAtomic);
    ObjectReader objects =
        new ObjectReader(
            processes,
            listings,
            account,
            clock,
            filePool.timeout().multipliedBy(3).dividedBy(4),
            ticks -> Node.read(root).wallTime(ticks));
    return processes.onProcess(id, (process, reading) -> objects.read(process, reading, parser));
  }

  /// The bytes of the vDSO of a process, where the service has the same.
  ///
  /// @param vdso the mapping of it
  public Optional<ObjectBytes> vdso(Mapping vdso) {
    return this.vdso.filter(own -> own.isSame(vdso)).map(Function.identity());
  }

  /// Looks at the object behind a mapping of a process.
  ///
  /// @param process as it was before: gone, if it is another one or has another address space now
  /// @param offset of a page of the object, in bytes
  /// @return not applicable, if it is no regular file; denied, where the service may not look
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ObjectRoom> readRoom(ProcessReading process, Mapping mapping, long offset) {
    return fileLooks
        .begin(
            process.stat().pid(),
            (id, account) ->
                processes(account)
                    .onProcess(
                        id,
                        (pinned, now) ->
                            AddressSpaceKey.of(now).equals(AddressSpaceKey.of(process))
                                ? account.guarded(
                                    Awaited.FILES,
                                    () -> new ObjectRoomReader(pinned).read(mapping, offset))
                                : new Outcome.Gone<>(true)))
        .await();
  }

  /// Tells which files a process maps, where device and inode in maps may not. Nothing is opened.
  ///
  /// @param process as it was before: gone, if it is another one or has another address space now
  /// @param files a mapping of each
  /// @return as many
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<List<MappedFileEvidence>> readEvidence(
      ProcessReading process, List<ListedMapping> files) {
    if (looks.isHeld(process.stat().pid())) {
      return new Outcome.TimedOut<>();
    }
    return fileLooks
        .begin(
            process.stat().pid(),
            (id, account) ->
                processes(account)
                    .onProcess(
                        id,
                        (pinned, now) ->
                            AddressSpaceKey.of(now).equals(AddressSpaceKey.of(process))
                                ? account.guarded(
                                    Awaited.FILES,
                                    () ->
                                        new Outcome.Ok<>(
                                            new EvidenceReader(pinned)
                                                .read(
                                                    files,
                                                    System.nanoTime()
                                                        + filePool.timeout().toNanos() / 2)))
                                : new Outcome.Gone<>(true)))
        .await();
  }

  private Outcome<ListingReading> readWithMaps(int id, ReadAccount account) {
    return readListing(ProcFile.MAPS, process -> process.open(ProcFile.MAPS), id, account);
  }

  private ProcessReader processes(ReadAccount account) {
    return processes(account, KnownExecutables.NONE);
  }

  private ProcessReader processes(ReadAccount account, KnownExecutables executables) {
    return new ProcessReader(root, isLive(), ids, account, looks::isHeld, executables);
  }

  /// Reads a listing, on a reader thread.
  Outcome<ListingReading> readListing(
      ProcFile file, ListingReader.Opener opener, int id, ReadAccount account) {
    ProcessReader processes = processes(account);
    ListingReader listings = new ListingReader(processes, account, budget, clock, oneReadIsAtomic);
    return processes.onProcess(
        id, (process, reading) -> listings.read(process, file, opener, reading));
  }

  /// Looks at one process and reads a file of it that walks page tables, if the governor lets it.
  /// All who ask for the same at about the same time get the same reading. Close what comes back.
  ///
  /// @param forced whether to read it at any cost; still one process at a time
  /// @throws ScanNotMadeException if the governor defers or refuses it
  /// @throws TooLargeException if it has more bytes than are read of one file
  /// @throws NoRoomException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ListingReading> scan(int id, ProcFile file, boolean forced) {
    return scans.scan(id, file, ScanTarget.ALL, forced);
  }

  /// Looks at one process and at what its pages are, as [#scan] does. The bytes of the reading are
  /// those of `struct page_region`, for [dev.vmascope.mapping.PageRunParser].
  ///
  /// @param range of user addresses; pages that lie in it only partly count
  public Outcome<ListingReading> scanPages(int id, AddressRange range, boolean forced) {
    return scans.scan(id, ProcFile.PAGEMAP, range, forced);
  }

  /// How pages are told. The first to ask makes the service look at its own page map.
  public PageMapSource pageMapSource() {
    return scans.pageMapSource();
  }

  /// Looks at the page map of the service; empty where that says nothing.
  Optional<PageMapSource> tryPageMap() {
    return Looks.await(pool.begin(() -> PageMapSource.of(root), _ -> {}))
        .flatMap(Function.identity());
  }

  /// Refuses what is known to be larger than what is read of one file.
  void requireRoom(ProcFile file, long bytes) {
    if (bytes > file.largest(budget)) {
      throw new TooLargeException(file.largest(budget));
    }
  }

  /// The governor of reads that walk page tables.
  public ScanGovernor governor() {
    return governor;
  }

  /// How many processes are not read for now, because a read of theirs hangs or has just come back.
  public int quarantined() {
    Set<Integer> held = looks.heldProcesses();
    held.addAll(fileLooks.heldProcesses());
    held.addAll(hungReads.heldProcesses());
    return held.size();
  }

  /// What reading has cost so far.
  public ReadStatistics statistics() {
    return statistics;
  }

  /// How many threads are reading right now, written-off reads included.
  public int busyThreads() {
    return pool.busy() + filePool.busy();
  }

  @Override
  public void close() {
    pool.close();
    filePool.close();
  }
}
