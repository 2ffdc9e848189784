package dev.vmascope.capture;

import dev.vmascope.pasted.PastedListing;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.CapturedProcess;
import dev.vmascope.procfs.process.ProcessType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/// A capture of a pasted listing. It has the kernel's text of the mappings, and claims nothing that
/// the text does not say: no pid, no name, no machine.
public final class PastedCapture {
  private static final String FOLDER = "proc/" + CapturedProcess.NO_PID + "/";
  private static final String CUT = "the text ended within a mapping";
  private static final String ALONE =
      "nothing to be done: a pasted text has one listing; a snapshot of the running process has all files";

  private final PastedListing listing;
  private final String version;
  private final Instant at;
  private final Optional<String> label;

  PastedCapture(PastedListing listing, String version, Instant at, Optional<String> label) {
    this.listing = listing;
    this.version = version;
    this.at = at;
    this.label = label;
  }

  /// Writes it as a zip.
  ///
  /// @param meter wraps the bytes of listings, such as to bound the time for them
  /// @throws IOException if it cannot be written; what is there then is no zip
  public Manifest writeTo(
      OutputStream out, JsonMapper json, UnaryOperator<InputStream> meter, Optional<String> comment)
      throws IOException {
    List<CaptureEntry> entries = new ArrayList<>();
    entries.add(entry(ProcFile.MAPS, listing::maps));
    if (listing.hasMeasures()) {
      entries.add(entry(ProcFile.SMAPS, listing::stream));
    }
    return new CaptureZip(manifest(), entries, json, meter).writeTo(out, comment);
  }

  private CaptureEntry entry(ProcFile file, Supplier<InputStream> text) {
    return CaptureEntry.of(
        FOLDER + file.fileName(),
        new Consistency(at, Duration.ZERO, 0, false, !listing.cut()),
        listing.cut() ? new Outcome.Partial<>(file, CUT) : new Outcome.Ok<>(file),
        (out, meter) -> meter.apply(text.get()).transferTo(out));
  }

  private Manifest manifest() {
    List<UnavailableFile> missing =
        CaptureAssembly.ORDER.stream()
            .filter(file -> !file.equals(ProcFile.MAPS.fileName()))
            .filter(file -> !file.equals(ProcFile.SMAPS.fileName()) || !listing.hasMeasures())
            .map(file -> new UnavailableFile(FOLDER + file, "unsupported", ALONE))
            .toList();
    return new Manifest(
        Manifest.FORMAT,
        version,
        at,
        null,
        null,
        null,
        ProcessType.USER,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        label.orElse(null),
        (long) listing.mappings(),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        missing);
  }
}
