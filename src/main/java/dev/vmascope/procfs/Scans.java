package dev.vmascope.procfs;

import dev.vmascope.mapping.AddressRange;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Reads what walks page tables, as far as the governor lets it; all who ask for the same at about
/// the same time get the same reading.
final class Scans {
  private static final int ATTEMPTS = 3;

  /// An entry of smaps has not fewer bytes than this, beside its line of maps.
  private static final long SMAPS_ENTRY_BYTES = 450;

  private final ProcFs procFs;
  private final Looks looks;
  private final HungReads hungReads;
  private final SharedScans shared;
  private final ScanGovernor governor;
  private final Clock clock;
  private final AtomicReference<@Nullable PageMapSource> pageMapSource = new AtomicReference<>();

  Scans(
      ProcFs procFs,
      Looks looks,
      HungReads hungReads,
      SharedScans shared,
      ScanGovernor governor,
      Clock clock) {
    this.procFs = procFs;
    this.looks = looks;
    this.hungReads = hungReads;
    this.shared = shared;
    this.governor = governor;
    this.clock = clock;
  }

  /// See [ProcFs#scan] and [ProcFs#scanPages].
  ///
  /// @param range which addresses; all of them for a file that cannot be asked for less
  Outcome<ListingReading> scan(int id, ProcFile file, AddressRange range, boolean forced) {
    Outcome<ListingReading> reading = once(id, file, range, forced);
    for (int attempt = 1; attempt < ATTEMPTS && isOfAnotherImage(reading); attempt++) {
      reading.value().ifPresent(ListingReading::close);
      reading = once(id, file, range, forced);
    }
    return reading;
  }

  /// Whether the addresses to look at were those of the image before an exec.
  private static boolean isOfAnotherImage(Outcome<ListingReading> outcome) {
    return outcome instanceof Outcome.Ok<ListingReading>(ListingReading reading)
        && reading.file() == ProcFile.PAGEMAP
        && reading.listing() instanceof Outcome.Partial<KernelBytes>;
  }

  private Outcome<ListingReading> once(int id, ProcFile file, AddressRange range, boolean forced) {
    return procFs
        .read(id)
        .flatMap(process ->
            process.type() == ProcessType.USER
                ? scan(new ScanTarget(AddressSpaceKey.of(process), file, range), forced)
                : new Outcome.Ok<>(ListingReading.none(process, file, clock.instant())));
  }

  private Outcome<ListingReading> scan(ScanTarget target, boolean forced) {
    try {
      return shared.get(target, () -> scanNow(target, forced));
    } catch (ScanNotMadeException e) {
      if (!forced || e.scan().forced()) {
        throw e;
      }
      // Waited for somebody who did not force it, in vain.
      return shared.get(target, () -> scanNow(target, true));
    }
  }

  /// Counts the mappings first, which is cheap: they decide what the walk will cost.
  private Outcome<ListingReading> scanNow(ScanTarget target, boolean forced) {
    return procFs
        .readMaps(target.process().pid())
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
    long lines = listing.lines();
    if (target.file() == ProcFile.SMAPS) {
      procFs.requireRoom(target.file(), listing.size() + lines * SMAPS_ENTRY_BYTES);
    }
    return govern(
        new ScanGovernor.Request(target, Walk.all(maps.process(), lines), forced),
        pinned -> pinned.open(target.file()));
  }

  private Outcome<ListingReading> scanPages(
      ScanTarget target, boolean forced, ListingReading maps, KernelBytes listing) {
    boolean whole = maps.listing().kind() == OutcomeKind.OK;
    if (!whole || !AddressSpaceKey.of(maps.process()).equals(target.process())) {
      return new Outcome.Ok<>(maps.brokenOff(target.file()));
    }
    MappedRanges mapped = MappedRanges.of(listing, target.range(), "maps");
    PageMapSource source = pageMapSource();
    Walk walk = Walk.over(maps.process(), mapped);
    boolean byEntry = source == PageMapSource.ENTRIES;
    Outcome<ListingReading> reading =
        govern(
            new ScanGovernor.Request(
                target,
                byEntry ? new Walk(walk.mappings(), mapped.bytes(), walk.entries()) : walk,
                forced),
            pinned ->
                byEntry
                    ? new PageMapEntries(pinned.open(ProcFile.PAGEMAP), mapped.ranges())
                    : new PageMapScan(pinned.open(ProcFile.PAGEMAP), source, mapped.ranges()));
    return reading.map(found -> unlessOfAnotherImage(target, found));
  }

  private static ListingReading unlessOfAnotherImage(ScanTarget target, ListingReading found) {
    if (AddressSpaceKey.of(found.process()).equals(target.process())) {
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
            looks
                .beginWalk(
                    pid,
                    estimate,
                    (id, account) -> procFs.readListing(target.file(), opener, id, account))
                .await());
  }

  /// See [ProcFs#pageMapSource].
  PageMapSource pageMapSource() {
    PageMapSource known = pageMapSource.get();
    if (known == null) {
      known = procFs.tryPageMap().orElse(null);
      pageMapSource.set(known);
    }
    return known == null ? PageMapSource.ENTRIES : known;
  }
}
