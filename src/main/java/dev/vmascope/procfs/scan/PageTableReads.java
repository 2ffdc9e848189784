package dev.vmascope.procfs.scan;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.HungReads;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ProcessReads;
import dev.vmascope.procfs.pool.ReaderPools;
import dev.vmascope.procfs.process.ListingReader;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessFiles;
import dev.vmascope.procfs.process.ProcessType;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The governed page-table walks of processes. Equal requests at about the same time share one
/// walk.
public final class PageTableReads {
  private static final int ATTEMPTS = 3;

  private final ProcessFiles processes;
  private final ProcessReads processReads;
  private final HungReads hungReads;
  private final SingleFlight shared;
  private final ScanGovernor governor;
  private final ScanForecasts forecasts;
  private final Clock clock;
  private final Supplier<Optional<PageMapSource>> ownPageMap;
  private final AtomicReference<@Nullable PageMapSource> pageMapSource = new AtomicReference<>();

  /// @param ownPageMap reads the page map of the service; empty where that says nothing
  public PageTableReads(
      ProcessFiles processes,
      ReaderPools readers,
      SingleFlight shared,
      ScanGovernor governor,
      Clock clock,
      Supplier<Optional<PageMapSource>> ownPageMap) {
    this.processes = processes;
    processReads = readers.processReads();
    hungReads = readers.hungReads();
    this.shared = shared;
    this.governor = governor;
    this.clock = clock;
    this.ownPageMap = ownPageMap;
    forecasts = new ScanForecasts(processes, hungReads, shared, governor, this::pageMapSource);
  }

  /// Reads one process and a file of it that walks page tables, if the governor lets it. All who
  /// ask for the same at about the same time get the same reading. Close what comes back.
  ///
  /// @param forced whether to read it at any cost; still one process at a time
  /// @throws ScanRejectedException if the governor defers or refuses it
  /// @throws TooLargeException if it has more bytes than are read of one file
  /// @throws ReaderBusyException if the service is at one of its own limits
  /// @throws ReadsStuckException if too many reads have hung
  public Outcome<ListingReading> listing(int id, ProcFile file, boolean forced) {
    return scan(id, file, ScanTarget.ALL, forced);
  }

  /// Reads one process and the states of its pages, as [#listing] does. The bytes of the reading
  /// are those of `struct page_region`, for [dev.vmascope.mapping.proc.PageRunParser].
  ///
  /// @param range of user addresses; pages that lie in it only partly count
  public Outcome<ListingReading> pages(int id, AddressRange range, boolean forced) {
    return scan(id, ProcFile.PAGEMAP, range, forced);
  }

  private Outcome<ListingReading> scan(int id, ProcFile file, AddressRange range, boolean forced) {
    Outcome<ListingReading> reading = once(id, file, range, forced);
    for (int attempt = 1; attempt < ATTEMPTS && isOfAnotherImage(reading); attempt++) {
      reading.value().ifPresent(ListingReading::close);
      reading = once(id, file, range, forced);
    }
    return reading;
  }

  /// Whether the addresses were those of the image before an exec.
  private static boolean isOfAnotherImage(Outcome<ListingReading> outcome) {
    return outcome instanceof Outcome.Ok<ListingReading>(ListingReading reading)
        && reading.file() == ProcFile.PAGEMAP
        && reading.listing() instanceof Outcome.Partial<KernelBytes>;
  }

  private Outcome<ListingReading> once(int id, ProcFile file, AddressRange range, boolean forced) {
    return processes
        .read(id)
        .flatMap(process ->
            process.type() == ProcessType.USER
                ? scan(new ScanTarget(process.identity(), file, range), forced)
                : new Outcome.Ok<>(ListingReading.none(process, file, clock.instant())));
  }

  private Outcome<ListingReading> scan(ScanTarget target, boolean forced) {
    try {
      return shared.get(target, () -> scanNow(target, forced));
    } catch (ScanRejectedException e) {
      if (!forced || e.scan().forced()) {
        throw e;
      }
      // The walk that this one waited for was not forced, and was refused.
      return shared.get(target, () -> scanNow(target, true));
    }
  }

  /// Counts the mappings first, which is cheap: they determine the cost of the walk.
  private Outcome<ListingReading> scanNow(ScanTarget target, boolean forced) {
    return processes
        .maps(target.process().pid())
        .flatMap(maps -> {
          try (maps) {
            return maps.listing()
                .value()
                .map(listing ->
                    target.file() == ProcFile.PAGEMAP
                        ? scanPages(target, forced, maps, listing)
                        : scanListing(target, forced, maps, listing))
                .orElseGet(() -> new Outcome.Ok<>(maps.insteadOf(target.file())));
          }
        });
  }

  private Outcome<ListingReading> scanListing(
      ScanTarget target, boolean forced, ListingReading maps, KernelBytes listing) {
    return govern(
        new ScanGovernor.Request(target, forecasts.ofListing(target, maps, listing), forced),
        pinned -> pinned.open(target.file()));
  }

  private Outcome<ListingReading> scanPages(
      ScanTarget target, boolean forced, ListingReading maps, KernelBytes listing) {
    boolean whole = maps.listing().kind() == OutcomeKind.OK;
    if (!whole || !maps.process().identity().equals(target.process())) {
      return new Outcome.Ok<>(maps.brokenOff(target.file()));
    }
    MappedRanges mapped = MappedRanges.of(listing, target.range(), "maps");
    PageMapSource source = pageMapSource();
    boolean byEntry = source == PageMapSource.ENTRIES;
    Outcome<ListingReading> reading =
        govern(
            new ScanGovernor.Request(
                target, WalkSize.over(maps.process(), mapped, byEntry), forced),
            pinned ->
                byEntry
                    ? new PageMapEntries(pinned.open(ProcFile.PAGEMAP), mapped.ranges())
                    : new PageMapScan(pinned.open(ProcFile.PAGEMAP), source, mapped.ranges()));
    return reading.map(found -> unlessOfAnotherImage(target, found));
  }

  private static ListingReading unlessOfAnotherImage(ScanTarget target, ListingReading found) {
    if (found.process().identity().equals(target.process())) {
      return found;
    }
    try (found) {
      return found.brokenOff(target.file());
    }
  }

  private Outcome<ListingReading> govern(
      ScanGovernor.Request request, ListingReader.Opener opener) {
    ScanTarget target = request.target();
    int pid = target.process().pid();
    if (hungReads.isHeld(hungReads.known(pid), Awaited.WALK)) {
      return new Outcome.TimedOut<>();
    }
    return governor.govern(
        request,
        estimate ->
            processReads
                .beginWalk(
                    pid,
                    estimate,
                    (id, account) -> processes.listing(target.file(), opener, id, account))
                .await());
  }

  /// The forecasts of these reads.
  public ScanForecasts forecasts() {
    return forecasts;
  }

  /// The governor of these reads.
  public ScanGovernor governor() {
    return governor;
  }

  /// The source of page states. The first call makes the service read its own page map.
  public PageMapSource pageMapSource() {
    PageMapSource known = pageMapSource.get();
    if (known == null) {
      known = ownPageMap.get().orElse(null);
      pageMapSource.set(known);
    }
    return known == null ? PageMapSource.ENTRIES : known;
  }
}
