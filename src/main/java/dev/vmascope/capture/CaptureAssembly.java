package dev.vmascope.capture;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.raw.RawFile;
import dev.vmascope.procfs.raw.RawProcess;
import dev.vmascope.procfs.raw.RawReads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The assembly of a capture: its entries in their order, and its manifest.
final class CaptureAssembly {
  /// The order of the files of a process, by the last element of their paths.
  static final List<String> ORDER =
      Stream.of(
              ProcFile.STAT,
              ProcFile.STATM,
              ProcFile.STATUS,
              ProcFile.MAPS,
              ProcFile.SMAPS,
              ProcFile.SMAPS_ROLLUP,
              ProcFile.NUMA_MAPS,
              ProcFile.CGROUP,
              ProcFile.LIMITS,
              ProcFile.OOM_SCORE,
              ProcFile.OOM_SCORE_ADJ)
          .map(ProcFile::fileName)
          .toList();

  private static final String MACHINE_STAT = "proc/stat";
  private static final String RELEASE = "proc/sys/kernel/osrelease";
  private static final String WALKS = "detail=smaps, if the governor agrees or with force=true";

  private final ProcFs procFs;
  private final String version;
  private final CaptureRequest request;
  private final RawProcess raw;
  private final List<ListingReading> listings;
  private final Redactor redactor;
  private final List<RawFile> files;
  private final List<CaptureEntry> entries = new ArrayList<>();
  private final List<UnavailableFile> unavailable = new ArrayList<>();

  CaptureAssembly(
      ProcFs procFs,
      String version,
      CaptureRequest request,
      RawProcess raw,
      List<ListingReading> listings)
      throws IOException {
    this.procFs = procFs;
    this.version = version;
    this.request = request;
    this.raw = raw;
    this.listings = listings;
    redactor = Redactor.of(request.redaction(), raw.process(), maps());
    for (ListingReading listing : listings) {
      if (!redactor.isNone() && listing.file() == ProcFile.MAPS && maps().isPresent()) {
        // What cannot be redacted is known before the first byte is written.
        redactor.listing(listing, maps().get().stream(), OutputStream.nullOutputStream());
      }
    }
    files = raw.files().stream().map(this::redacted).toList();
  }

  private RawFile redacted(RawFile file) {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    return redactor.isNone()
        ? file
        : new RawFile(
            file.path(), file.content().map(bytes -> redactor.file(name, bytes)), file.stamp());
  }

  private Optional<KernelBytes> maps() {
    return listings.stream()
        .filter(listing -> listing.file() == ProcFile.MAPS)
        .flatMap(listing -> listing.listing().value().stream())
        .findFirst();
  }

  /// @throws MalformedException if a file that is to be redacted does not have its form
  Capture capture() throws IOException {
    String folder = "proc/" + raw.process().stat().pid() + "/";
    listings.forEach(
        listing -> addListing(folder + raw.memory() + listing.file().fileName(), listing));
    files.forEach(file -> addFile(folder + file.path(), file));
    entries.sort(Comparator.comparing(CaptureAssembly::place));
    List<RawFile> machine = procFs.raw().machine();
    machine.forEach(file -> addFile("proc/" + file.path(), file));
    addSkipped(folder + raw.memory());
    return new Capture(raw.process(), manifest(machine), entries, listings);
  }

  private static Integer place(CaptureEntry entry) {
    String path = entry.path();
    int inOrder = ORDER.indexOf(path.substring(path.lastIndexOf('/') + 1));
    return path.contains("/task/") ? ORDER.size() + inOrder : inOrder;
  }

  private void addListing(String path, ListingReading listing) {
    Optional<KernelBytes> bytes = listing.listing().value();
    if (bytes.isEmpty()) {
      addUnavailable(path, listing.listing());
      return;
    }
    entries.add(
        CaptureEntry.of(
            path,
            listing.stamp(),
            listing.listing(),
            (out, meter) -> {
              InputStream in = meter.apply(bytes.get().stream());
              if (redactor.isNone()) {
                in.transferTo(out);
              } else {
                redactor.listing(listing, in, out);
              }
            }));
  }

  private void addFile(String path, RawFile file) {
    Optional<byte[]> bytes = file.content().value();
    if (bytes.isEmpty()) {
      addUnavailable(path, file.content());
      return;
    }
    CaptureEntry entry =
        CaptureEntry.of(path, file.stamp(), file.content(), (out, _) -> out.write(bytes.get()));
    entries.add(path.equals(MACHINE_STAT) ? entry.withLine("btime") : entry);
  }

  private void addUnavailable(String path, Outcome<?> outcome) {
    OutcomeKind kind = outcome.kind();
    boolean missing = kind == OutcomeKind.GONE && procFs.isLive();
    unavailable.add(new UnavailableFile(path, missing ? "unsupported" : kind.toString(), null));
  }

  /// The page-table walks that nobody asked for, or that the governor did not allow.
  private void addSkipped(String folder) {
    for (ProcFile file : List.of(ProcFile.SMAPS, ProcFile.NUMA_MAPS)) {
      if (raw.process().type() == ProcessType.USER
          && listings.stream().noneMatch(listing -> listing.file() == file)) {
        unavailable.add(new UnavailableFile(folder + file.fileName(), "skipped", WALKS));
      }
    }
  }

  private Manifest manifest(List<RawFile> machine) {
    ProcessReading process = raw.process();
    boolean known = process.hasStat();
    Attribution place =
        content(files, ProcFile.CGROUP.fileName())
            .map(ProcessCgroups::parse)
            .map(Attribution::of)
            .orElse(Attribution.NONE);
    RawText name = process.stat().name();
    OptionalInt pageBytes = process.pageBytes();
    return new Manifest(
        Manifest.FORMAT,
        version,
        began(),
        procFs.raw().text("sys/kernel/hostname").map(redactor::word).orElse(null),
        procFs.raw().text("sys/kernel/random/boot_id").map(Manifest::bootDigest).orElse(null),
        process.stat().pid(),
        process.type(),
        known ? Long.valueOf(process.stat().startTicks()) : null,
        known ? startTime(process) : null,
        process.addressSpaceId().map(AddressSpaceId::toString).orElse(null),
        known || !name.latin1().isEmpty() ? shown(name) : null,
        place.containerId().orElse(null),
        place.podUid().orElse(null),
        place.unit().orElse(null),
        request.label().orElse(null),
        maps().map(KernelBytes::lines).orElse(null),
        content(machine, RELEASE.substring("proc/".length()))
            .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).strip())
            .orElse(null),
        procFs.raw().text("sys/kernel/arch").orElse(null),
        pageBytes.isPresent() ? Integer.valueOf(pageBytes.getAsInt()) : null,
        procFs.isLive() ? Integer.valueOf(RawReads.TICKS_PER_SECOND) : null,
        request.redaction().stream().sorted().toList(),
        List.of(),
        unavailable);
  }

  private String shown(RawText name) {
    return request.redaction().contains(Redaction.NAMES)
        ? redactor.word(name.latin1())
        : name.text();
  }

  private Instant began() {
    return entries.stream()
        .map(CaptureEntry::stamp)
        .map(Consistency::at)
        .min(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private @Nullable Instant startTime(ProcessReading process) {
    return procFs.host().node().wallTime(process.stat().startTicks()).orElse(null);
  }

  private static Optional<byte[]> content(List<RawFile> files, String fileName) {
    return files.stream()
        .filter(file -> file.path().endsWith(fileName))
        .findFirst()
        .flatMap(file -> file.content().value());
  }
}
