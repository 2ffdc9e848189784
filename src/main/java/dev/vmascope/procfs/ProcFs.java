package dev.vmascope.procfs;

import dev.vmascope.mapping.PageEntry;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.address.AddressReads;
import dev.vmascope.procfs.address.MappingLookup;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.CgroupTree;
import dev.vmascope.procfs.machine.HostFiles;
import dev.vmascope.procfs.machine.PermissionProbe;
import dev.vmascope.procfs.machine.RootKind;
import dev.vmascope.procfs.object.MappedFileQueries;
import dev.vmascope.procfs.object.MappedFileReads;
import dev.vmascope.procfs.object.OwnVdso;
import dev.vmascope.procfs.pool.ByteBudget;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.ProcessReads;
import dev.vmascope.procfs.pool.ReadStatistics;
import dev.vmascope.procfs.pool.ReaderPools;
import dev.vmascope.procfs.process.AddressSpaceIds;
import dev.vmascope.procfs.process.LastReadings;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.OwnStatus;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessFiles;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ThreadsReading;
import dev.vmascope.procfs.raw.RawReads;
import dev.vmascope.procfs.scan.PageMapSource;
import dev.vmascope.procfs.scan.PageTableReads;
import dev.vmascope.procfs.scan.ScanGovernor;
import dev.vmascope.procfs.scan.ScanLimits;
import dev.vmascope.procfs.scan.SingleFlight;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// A proc file system, or a folder of captures. Each method answers one question, or leads to some.
///
/// Threads of its own make all reads, and each read ends within the time-out, one way or another.
/// Every read throws [ReaderBusyException] where the service is at one of its own limits, and
/// [ReadsStuckException] where too many reads have hung. The id of a thread gives the process that
/// it belongs to.
public final class ProcFs implements AutoCloseable {
  private static final long LISTING_BYTES = 64L << 20;

  private final BiFunction<Path, Map<String, Consistency>, ProcFs> captures;
  private final ByteBudget budget;
  private final AddressSpaceIds ids;
  private final RootKind kind;
  private final ReaderPools readers;
  private final HostFiles host;
  private final ProcessFiles processes;
  private final AddressReads addresses;
  private final MappedFileReads files;
  private final RawReads raw;
  private final PageTableReads scans;

  public ProcFs(Path root, int threads, Duration timeout, ScanLimits limits, Clock clock) {
    this(root, Optional.empty(), threads, timeout, limits, clock);
  }

  /// @param root where the proc file system is mounted, or a folder of captures
  /// @param cgroups where its control groups are mounted; empty if that is not known
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
    this(root, cgroups, threads, timeout, limits, clock, Optional.empty(), Map.of());
  }

  private ProcFs(
      Path root,
      Optional<CgroupTree> cgroups,
      int threads,
      Duration timeout,
      ScanLimits limits,
      Clock clock,
      Optional<ProcFs> other,
      Map<String, Consistency> stamps) {
    captures =
        (folder, of) ->
            new ProcFs(folder, Optional.empty(), 1, timeout, limits, clock, Optional.of(this), of);
    SingleFlight shared = new SingleFlight(other.isPresent() ? Duration.ZERO : limits.cache());
    budget =
        other.map(it -> it.budget).orElseGet(() -> new ByteBudget(LISTING_BYTES, shared::dropAll));
    ids = other.map(it -> it.ids).orElseGet(AddressSpaceIds::new);
    readers = new ReaderPools(threads, timeout, OwnStatus.user());
    ProcessReads reads = readers.processReads();
    ProcessReads fileReads = readers.fileReads();
    kind = once(() -> RootKind.of(root)).orElse(RootKind.WHOLE);
    boolean atomic = HostFiles.node(root, readers.pool()).oneReadIsAtomic();
    processes =
        new ProcessFiles(root, isLive(), cgroups, reads, budget, clock, atomic, ids, stamps);
    addresses = new AddressReads(processes, reads, fileReads, clock);
    Optional<OwnVdso> vdso = once(() -> OwnVdso.of(root)).flatMap(Function.identity());
    files = new MappedFileReads(root, processes, reads, fileReads, timeout, clock, vdso);
    PermissionProbe permissions = new PermissionProbe(root, processes, reads, fileReads);
    host = new HostFiles(root, kind, cgroups, readers.pool(), permissions, clock);
    raw = new RawReads(root, processes, reads, readers.pool(), clock);
    scans =
        new PageTableReads(
            processes,
            readers,
            shared,
            new ScanGovernor(limits, timeout, clock),
            clock,
            () -> once(() -> PageMapSource.of(root)).flatMap(Function.identity()));
  }

  /// The result of a read that is about no process; empty if it hangs.
  private <T> Optional<T> once(Supplier<T> read) {
    return ProcessReads.await(readers.pool().begin(read, _ -> {}));
  }

  /// The captures in a folder or archive, in the same budget, and with the same address space ids.
  /// The caller must close it.
  ///
  /// @param stamps the stamps of files of the captured process, by their names
  public ProcFs ofCaptures(Path folder, Map<String, Consistency> stamps) {
    return captures.apply(folder, stamps);
  }

  /// The kind of directory at the root.
  public RootKind kind() {
    return kind;
  }

  /// Whether this is a proc file system of this machine, and not a folder of captures.
  public boolean isLive() {
    return kind != RootKind.CAPTURES;
  }

  /// The files of the host.
  public HostFiles host() {
    return host;
  }

  /// Reads one process.
  public Outcome<ProcessReading> read(int id) {
    return processes.read(id);
  }

  /// Reads one process, and what takes more reads to know.
  ///
  /// @param withCommandLine whether to read its command line; else that file is not opened
  public Outcome<ProcessDetails> readDetails(int id, boolean withCommandLine) {
    return processes.details(id, withCommandLine);
  }

  /// Reads the control groups of processes, and hands each on as it comes; what hangs comes last.
  ///
  /// @param startTicks the start time of each, by pid, which distinguishes users of one pid
  public void readAllCgroups(
      Map<Integer, Long> startTicks, BiConsumer<Integer, Outcome<ProcessCgroups>> sink) {
    processes.allCgroups(startTicks, sink);
  }

  /// Reads many processes, a few at a time, and then hands them on in their order.
  ///
  /// @param last the readings of the last tick, which those of this one replace
  public void readAll(
      List<Integer> ids, LastReadings last, BiConsumer<Integer, Outcome<ProcessReading>> sink) {
    readers.hungReads().retain(ids);
    processes.readAll(ids, last, sink);
  }

  /// Reads one process and its mappings. Close what comes back.
  public Outcome<ListingReading> readMaps(int id) {
    return processes.maps(id);
  }

  /// Reads one process and the mapping at one address, without reading the listing.
  ///
  /// @return not applicable, where that cannot be done and [#readMaps] has to serve
  public Outcome<MappingLookup> readAddress(int id, long address) {
    return addresses.address(id, address);
  }

  /// The same with the build id of the mapped file. The kernel may have to read the file for it,
  /// which may hang.
  public Outcome<MappingLookup> readWithBuildId(int id, long address) {
    return addresses.withBuildId(id, address);
  }

  /// Reads the entry of the page of one address.
  ///
  /// @param process as it was before: gone, if it is another one or has another address space now
  public Outcome<PageEntry> readPage(ProcessReading process, long address) {
    return addresses.page(process, address);
  }

  /// Reads one process and some of its threads.
  ///
  /// @param after the id above which threads are read
  /// @param most the largest number of threads, those of the lowest ids
  public Outcome<ThreadsReading> readThreads(int id, int after, int most) {
    return processes.threads(id, after, most);
  }

  /// The reads of files that processes map.
  public MappedFileQueries mappedFiles() {
    return files;
  }

  /// The reads of small files as they are.
  public RawReads raw() {
    return raw;
  }

  /// The reads that walk page tables.
  public PageTableReads scans() {
    return scans;
  }

  /// See [ReaderPools#quarantined].
  public int quarantined() {
    return readers.quarantined();
  }

  /// The cost of reading so far.
  public ReadStatistics statistics() {
    return readers.statistics();
  }

  /// See [ReaderPools#busyThreads].
  public int busyThreads() {
    return readers.busyThreads();
  }

  @Override
  public void close() {
    readers.close();
  }
}
