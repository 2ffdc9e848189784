package dev.vmascope.capture;

import dev.vmascope.pasted.PastedListing;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReader;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.raw.RawProcess;
import dev.vmascope.procfs.scan.ScanRejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The reads of whole captures of processes. All files of a capture are of one image of the
/// process: after an exec in between, cheap files are read again, and a page-table walk makes the
/// capture partial.
public final class Captures {
  private static final int ATTEMPTS = 3;

  private final ProcFs procFs;
  private final String version;

  /// @param version of this service, for manifests
  public Captures(ProcFs procFs, String version) {
    this.procFs = procFs;
    this.version = version;
  }

  /// Reads a capture. Close what comes back.
  ///
  /// @return partial, and without a value to close, if the process took another address space
  ///   meanwhile
  /// @throws ScanRejectedException if the governor defers or refuses a page-table walk
  /// @throws dev.vmascope.procfs.pool.TooLargeException if a listing has more bytes than are read
  ///   of one file
  /// @throws dev.vmascope.procfs.pool.ReaderBusyException if the service is at one of its own
  ///   limits
  public Outcome<Capture> read(int id, CaptureRequest request) {
    boolean walks = request.detail().walksPageTables();
    for (int attempt = walks ? ATTEMPTS : 1; attempt < ATTEMPTS; attempt++) {
      Outcome<Capture> capture = once(id, request);
      if (capture.kind() != OutcomeKind.PARTIAL) {
        return capture;
      }
    }
    return once(id, request);
  }

  /// The capture of a pasted listing.
  ///
  /// @param at the time at which it came
  public PastedCapture of(PastedListing listing, Instant at, Optional<String> label) {
    return new PastedCapture(listing, version, at, label);
  }

  private Outcome<Capture> once(int id, CaptureRequest request) {
    Reading reading = new Reading(id, request);
    try {
      Outcome<Capture> capture = reading.read();
      if (capture.kind() != OutcomeKind.OK) {
        reading.close();
      }
      return capture;
    } catch (RuntimeException | Error e) {
      reading.close();
      throw e;
    }
  }

  /// A reading of one capture. Page tables are walked first: that may take long, and the rest can
  /// be read again at little cost.
  private final class Reading {
    private final int id;
    private final CaptureRequest request;
    private final List<ListingReading> listings = new ArrayList<>();

    Reading(int id, CaptureRequest request) {
      this.id = id;
      this.request = request;
    }

    Outcome<Capture> read() {
      if (!request.detail().walksPageTables()) {
        return read(ProcFile.MAPS, this::readRest);
      }
      return read(
          request.detail(),
          () -> {
            if (request.detail() == ProcFile.SMAPS) {
              return readNodes();
            }
            return read(ProcFile.MAPS, this::readRest);
          });
    }

    /// What smaps is for usage, `numa_maps` is for nodes; it is left out where it costs too much.
    private Outcome<Capture> readNodes() {
      try {
        return read(ProcFile.NUMA_MAPS, () -> read(ProcFile.MAPS, this::readRest));
      } catch (ScanRejectedException e) {
        if (e.scan().file() != ProcFile.NUMA_MAPS) {
          throw e;
        }
        return read(ProcFile.MAPS, this::readRest);
      }
    }

    /// A step of the reading.
    @FunctionalInterface
    private interface Step {
      Outcome<Capture> next();
    }

    private Outcome<Capture> read(ProcFile file, Step next) {
      Outcome<ListingReading> read =
          file.walksPageTables()
              ? procFs.scans().listing(id, file, request.forced())
              : procFs.readMaps(id);
      return read.flatMap(listing -> {
        listings.add(listing);
        return switch (listing.listing()) {
          case Outcome.Ok<KernelBytes> _,
              Outcome.Partial<KernelBytes> _,
              Outcome.NotApplicable<KernelBytes> _ ->
              next.next();
          case Outcome.Gone<KernelBytes>(boolean whileRead) when !whileRead -> next.next();
          case Outcome.Gone<KernelBytes> _,
              Outcome.Denied<KernelBytes> _,
              Outcome.Malformed<KernelBytes> _,
              Outcome.TimedOut<KernelBytes> _ ->
              listing.listing().flatMap(_ -> next.next());
        };
      });
    }

    private Outcome<Capture> readRest() {
      Outcome<RawProcess> read = procFs.raw().process(id);
      return switch (read) {
        case Outcome.Ok<RawProcess>(RawProcess raw) when isOfOneImage(raw) ->
            new Outcome.Ok<>(assemble(raw));
        case Outcome.Ok<RawProcess>(RawProcess raw) ->
            new Outcome.Partial<>(assemble(raw), ListingReader.EXEC);
        case Outcome.Partial<RawProcess>(RawProcess raw, String cause) ->
            new Outcome.Partial<>(assemble(raw), cause);
        case Outcome.Gone<RawProcess> _,
            Outcome.Denied<RawProcess> _,
            Outcome.Malformed<RawProcess> _,
            Outcome.TimedOut<RawProcess> _,
            Outcome.NotApplicable<RawProcess> _ ->
            read.map(this::assemble);
      };
    }

    private boolean isOfOneImage(RawProcess raw) {
      return listings.stream()
          .allMatch(listing -> listing.process().identity().equals(raw.process().identity()));
    }

    private Capture assemble(RawProcess raw) {
      try {
        return new CaptureAssembly(procFs, version, request, raw, listings).capture();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() {
      listings.forEach(ListingReading::close);
      listings.clear();
    }
  }
}
