package dev.vmascope.procfs.scan;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.HungReads;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessFiles;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// The forecasts of page-table walks: their sizes, from the mappings, and the decisions about them.
public final class ScanForecasts {
  /// The smallest size of an entry of smaps beside its line of maps, in bytes.
  private static final long SMAPS_ENTRY_BYTES = 450;

  private final ProcessFiles processes;
  private final HungReads hungReads;
  private final SingleFlight shared;
  private final ScanGovernor governor;
  private final Supplier<PageMapSource> pageMapSource;

  ScanForecasts(
      ProcessFiles processes,
      HungReads hungReads,
      SingleFlight shared,
      ScanGovernor governor,
      Supplier<PageMapSource> pageMapSource) {
    this.processes = processes;
    this.hungReads = hungReads;
    this.shared = shared;
    this.governor = governor;
    this.pageMapSource = pageMapSource;
  }

  /// The decision that a listing would get now. It reads the mappings only, and spends nothing.
  ///
  /// @throws TooLargeException if it has more bytes than are read of one file
  public Outcome<ScanForecast> listing(int id, ProcFile file) {
    return forecast(id, file, ScanTarget.ALL);
  }

  /// The same for the states of pages.
  ///
  /// @param range of user addresses
  public Outcome<ScanForecast> pages(int id, AddressRange range) {
    return forecast(id, ProcFile.PAGEMAP, range);
  }

  private Outcome<ScanForecast> forecast(int id, ProcFile file, AddressRange range) {
    return processes
        .read(id)
        .flatMap(process ->
            process.type() == ProcessType.USER
                ? forecast(process, new ScanTarget(process.identity(), file, range))
                : nothing(process, file));
  }

  private Outcome<ScanForecast> forecast(ProcessReading process, ScanTarget target) {
    Optional<Instant> cachedAt = shared.cachedAt(target);
    if (cachedAt.isPresent()) {
      return free(process, target.file(), ScanForecast.Decision.CACHED, cachedAt);
    }
    int pid = target.process().pid();
    if (hungReads.isHeld(hungReads.known(pid), Awaited.WALK)) {
      return new Outcome.TimedOut<>();
    }
    return processes.maps(pid).flatMap(maps -> forecast(target, maps));
  }

  private Outcome<ScanForecast> forecast(ScanTarget target, ListingReading maps) {
    try (maps) {
      return switch (maps.listing()) {
        case Outcome.NotApplicable<KernelBytes> _ -> nothing(maps.process(), target.file());
        case Outcome.Gone<KernelBytes>(boolean whileRead) when !whileRead ->
            nothing(maps.process(), target.file());
        // Mappings that broke off are walked as far as they go.
        case Outcome.Partial<KernelBytes>(KernelBytes listing, _) ->
            new Outcome.Ok<>(forecast(target, maps, listing));
        case Outcome<KernelBytes> read -> read.map(listing -> forecast(target, maps, listing));
      };
    }
  }

  private ScanForecast forecast(ScanTarget target, ListingReading maps, KernelBytes listing) {
    WalkSize walk = walk(target, maps, listing);
    return new ScanForecast(
        maps.process(),
        target.file(),
        governor.forecast(new ScanGovernor.Request(target, walk, false)),
        Optional.empty());
  }

  private Outcome<ScanForecast> nothing(ProcessReading process, ProcFile file) {
    return free(process, file, ScanForecast.Decision.NOT_APPLICABLE, Optional.empty());
  }

  private Outcome<ScanForecast> free(
      ProcessReading process,
      ProcFile file,
      ScanForecast.Decision decision,
      Optional<Instant> cachedAt) {
    return new Outcome.Ok<>(
        new ScanForecast(
            process,
            file,
            new ScanForecast.Ruling(
                decision, Duration.ZERO, governor.available(), Optional.empty()),
            cachedAt));
  }

  private WalkSize walk(ScanTarget target, ListingReading maps, KernelBytes listing) {
    return target.file() == ProcFile.PAGEMAP
        ? WalkSize.over(
            maps.process(),
            MappedRanges.of(listing, target.range(), "maps"),
            pageMapSource.get() == PageMapSource.ENTRIES)
        : ofListing(target, maps, listing);
  }

  /// The size of the walk for a listing.
  ///
  /// @throws TooLargeException if the listing would have more bytes than are read of one file
  WalkSize ofListing(ScanTarget target, ListingReading maps, KernelBytes listing) {
    long lines = listing.lines();
    if (target.file() == ProcFile.SMAPS) {
      processes.requireRoom(target.file(), listing.size() + lines * SMAPS_ENTRY_BYTES);
    }
    return WalkSize.all(maps.process(), lines);
  }
}
