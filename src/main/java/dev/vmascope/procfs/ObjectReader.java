package dev.vmascope.procfs;

import dev.vmascope.mapping.ListingParser;
import dev.vmascope.mapping.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the mappings of a process and the files that they map. Runs on a thread that reads files,
/// which may hang where those of `/proc` do not.
final class ObjectReader {
  private final ProcessReader processes;
  private final ListingReader listings;
  private final Clock clock;
  private final Duration patience;

  /// @param patience how long to read; what is left then is skipped
  ObjectReader(ProcessReader processes, ListingReader listings, Clock clock, Duration patience) {
    this.processes = processes;
    this.listings = listings;
    this.clock = clock;
    this.patience = patience;
  }

  <T> Outcome<ObjectsReading<T>> read(
      PinnedProcess process, ProcessReading before, ObjectParser<T> parser) {
    Instant at = clock.instant();
    long beganNanos = System.nanoTime();
    return listings
        .read(process, ProcFile.MAPS, pinned -> pinned.open(ProcFile.MAPS), before)
        .flatMap(listing -> {
          try (listing) {
            return switch (listing.listing()) {
              case Outcome.Ok<KernelBytes>(KernelBytes bytes) ->
                  read(process, listing, files(bytes), parser, at, beganNanos);
              case Outcome.Denied<KernelBytes>(Errno errno) -> new Outcome.Denied<>(errno);
              case Outcome.Gone<KernelBytes> _,
                  Outcome.Malformed<KernelBytes> _,
                  Outcome.Partial<KernelBytes> _,
                  Outcome.TimedOut<KernelBytes> _,
                  Outcome.NotApplicable<KernelBytes> _ ->
                  new Outcome.Ok<>(
                      new ObjectsReading<T>(
                          listing.process(),
                          listing.listing().kind(),
                          List.of(),
                          Optional.empty(),
                          false,
                          listing.stamp()));
            };
          } catch (MalformedException e) {
            return new Outcome.Malformed<>(e);
          }
        });
  }

  private static MappedFiles files(KernelBytes bytes) {
    try {
      return MappedFiles.of(ListingParser.ofMaps(bytes.stream(), ProcFile.MAPS.fileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> Outcome<ObjectsReading<T>> read(
      PinnedProcess process,
      ListingReading listing,
      MappedFiles files,
      ObjectParser<T> parser,
      Instant at,
      long beganNanos) {
    List<MappedFile> wanted = files.wanted(parser);
    List<MappedObject<T>> objects = new ArrayList<>();
    try (ProcMapQuery query = new ProcMapQuery(process.open(ProcFile.MAPS));
        MappedFileReader<T> reader = new MappedFileReader<>(process, parser)) {
      for (MappedFile file : wanted) {
        boolean inTime = System.nanoTime() - beganNanos < patience.toNanos();
        objects.add(inTime ? reader.read(file, buildId(query, file)) : skipped(file));
      }
    } catch (IOException e) {
      return ProcessReader.failure(e, true);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
    return processes
        .stat(process)
        .flatMap(after -> {
          // What another program maps must not be told as this one's.
          if (!listing.process().stat().isSameImage(after)) {
            return new Outcome.Partial<>(
                new ObjectsReading<T>(
                    listing.process(),
                    OutcomeKind.PARTIAL,
                    List.of(),
                    Optional.empty(),
                    false,
                    listing.stamp()),
                ListingReader.EXEC);
          }
          CaptureStamp stamp =
              new CaptureStamp(
                  at, took, listing.stamp().reads(), false, listing.stamp().complete());
          return new Outcome.Ok<>(
              new ObjectsReading<>(
                  listing.process(),
                  listing.listing().kind(),
                  objects,
                  files.vdso(),
                  files.complete(),
                  stamp));
        });
  }

  private static <T> MappedObject<T> skipped(MappedFile file) {
    return new MappedObject<>(
        file,
        new FileContent.Unread<>(FileContent.Why.SKIPPED),
        MappedObject.Opened.NOT,
        new PathState.Unknown<>(FileContent.Why.SKIPPED),
        Optional.empty());
  }

  /// Empty as well where the mapping has changed since the listing.
  private static Optional<String> buildId(ProcMapQuery query, MappedFile file) {
    return query
        .at(file.first().start(), false, ProcMapQuery.Detail.BUILD_ID)
        .value()
        .flatMap(found -> found)
        .filter(found -> found.mapping().inode() == file.inode())
        .filter(found -> found.mapping().device().equals(file.device()))
        .flatMap(ProcMapQuery.Found::buildId);
  }
}
