package dev.vmascope.procfs.object;

import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.address.ProcMapQuery;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.pool.Stopwatch;
import dev.vmascope.procfs.process.FileSystems;
import dev.vmascope.procfs.process.ListingReader;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.PinnedProcess;
import dev.vmascope.procfs.process.ProcessReader;
import dev.vmascope.procfs.process.ProcessReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/// A reader of the mappings of a process and of the files that they map. Runs on a thread that
/// reads files, which may hang where those of `/proc` do not.
final class MappedFilesReader {
  private final ProcessReader processes;
  private final ListingReader listings;
  private final ReadTally account;
  private final Clock clock;
  private final Duration patience;
  private final LongFunction<Optional<Instant>> wallTime;

  /// @param patience the time limit of one reading; files left by then are skipped
  /// @param wallTime the wall-clock time of a number of clock ticks after boot
  MappedFilesReader(
      ProcessReader processes,
      ListingReader listings,
      ReadTally account,
      Clock clock,
      Duration patience,
      LongFunction<Optional<Instant>> wallTime) {
    this.processes = processes;
    this.listings = listings;
    this.account = account;
    this.clock = clock;
    this.patience = patience;
    this.wallTime = wallTime;
  }

  <T> Outcome<MappedFilesReading<T>> read(
      PinnedProcess process, ProcessReading before, MappedFileParser<T> parser) {
    Stopwatch watch = Stopwatch.start(clock);
    return listings
        .read(process, ProcFile.MAPS, pinned -> pinned.open(ProcFile.MAPS), before)
        .map(MappedFilesReader::gathered)
        .flatMap(listed ->
            switch (listed.files()) {
              case Outcome.Ok<MappedFiles>(MappedFiles files) ->
                  account.guarded(Awaited.FILES, () -> read(process, listed, files, parser, watch));
              case Outcome.Denied<MappedFiles>(Errno errno) -> new Outcome.Denied<>(errno);
              case Outcome.Malformed<MappedFiles>(MalformedException complaint) ->
                  new Outcome.Malformed<>(complaint);
              case Outcome.Gone<MappedFiles> _,
                  Outcome.Partial<MappedFiles> _,
                  Outcome.TimedOut<MappedFiles> _,
                  Outcome.NotApplicable<MappedFiles> _ ->
                  new Outcome.Ok<>(
                      MappedFilesReading.none(
                          listed.process(), listed.files().kind(), listed.stamp()));
            });
  }

  /// The result of a listing that is kept while files are opened. Its bytes are not, since opening
  /// may hang.
  private record Listed(ProcessReading process, Outcome<MappedFiles> files, Consistency stamp) {}

  private static Listed gathered(ListingReading listing) {
    try (listing) {
      return new Listed(
          listing.process(), listing.listing().map(MappedFilesReader::files), listing.stamp());
    }
  }

  private static MappedFiles files(KernelBytes bytes) {
    try {
      return MappedFiles.of(MappingReader.ofMaps(bytes.stream(), ProcFile.MAPS.fileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> Outcome<MappedFilesReading<T>> read(
      PinnedProcess process,
      Listed listed,
      MappedFiles files,
      MappedFileParser<T> parser,
      Stopwatch watch) {
    List<MappedFile> wanted = files.wanted(parser);
    List<MappedObject<T>> objects = new ArrayList<>();
    Map<RawText, MappedFile> otherPaths = new HashMap<>();
    FileSystems systems = FileSystems.of(process);
    BooleanSupplier inTime = () -> watch.elapsed().compareTo(patience) < 0;
    Optional<Instant> started =
        wanted.stream().anyMatch(MappedFile::deleted)
            ? wallTime.apply(listed.process().stat().startTicks())
            : Optional.empty();
    try (ProcMapQuery query = new ProcMapQuery(process.open(ProcFile.MAPS));
        MappedFileReader<T> reader = new MappedFileReader<>(process, systems, parser, started)) {
      for (MappedFile file : wanted) {
        if (!inTime.getAsBoolean()) {
          objects.add(MappedObject.unread(file, FileContent.Why.SKIPPED));
        } else if (systems.areLocal(file.device())) {
          objects.add(reader.read(file, buildId(query, file)));
        } else {
          objects.add(MappedObject.unread(file, FileContent.Why.FILE_SYSTEM));
        }
      }
      Iterator<RawText> others =
          parser.otherPaths(objects, listed.process().executable().value()).iterator();
      while (others.hasNext() && inTime.getAsBoolean()) {
        RawText other = others.next();
        reader.follow(other).ifPresent(file -> otherPaths.put(other, file));
      }
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    }
    Consistency stamp =
        watch.stamp(
            listed.stamp().reads(),
            false,
            listed.stamp().complete() && files.complaint().isEmpty());
    return processes
        .stat(process)
        .flatMap(after -> {
          // The mappings of another program must not be reported as those of this one.
          if (!listed.process().stat().isSameImage(after)) {
            return new Outcome.Partial<>(
                MappedFilesReading.none(listed.process(), OutcomeKind.PARTIAL, listed.stamp()),
                ListingReader.EXEC);
          }
          return new Outcome.Ok<>(
              new MappedFilesReading<>(
                  listed.process(),
                  OutcomeKind.OK,
                  objects,
                  otherPaths,
                  files.vdso(),
                  files.limits(),
                  files.complaint(),
                  stamp));
        });
  }

  /// The build id; also empty where the mapping has changed since the listing.
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
