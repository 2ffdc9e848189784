package dev.vmascope.procfs.object;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.ProcessReads;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.process.PinnedProcess;
import dev.vmascope.procfs.process.ProcessFiles;
import dev.vmascope.procfs.process.ProcessReader;
import dev.vmascope.procfs.process.ProcessReading;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The reads of files that processes map. They may hang, so threads of their own make them.
public final class MappedFileReads {
  /// The size of a page, in bytes.
  public static final int PAGE_BYTES = LibC.PAGE_BYTES;

  private final Path root;
  private final ProcessFiles processes;
  private final ProcessReads processReads;
  private final ProcessReads fileReads;
  private final Duration timeout;
  private final Clock clock;
  private final Optional<OwnVdso> ownVdso;

  /// @param processReads the reads of `/proc`; a process that is held there is not read here either
  /// @param timeout after which a read is written off
  public MappedFileReads(
      Path root,
      ProcessFiles processes,
      ProcessReads processReads,
      ProcessReads fileReads,
      Duration timeout,
      Clock clock,
      Optional<OwnVdso> ownVdso) {
    this.root = root;
    this.processes = processes;
    this.processReads = processReads;
    this.fileReads = fileReads;
    this.timeout = timeout;
    this.clock = clock;
    this.ownVdso = ownVdso;
  }

  /// Reads one process and opens files that it maps: regular ones alone, and none but those.
  ///
  /// @param parser selects the files, and parses each
  public <T> Outcome<MappedFilesReading<T>> objects(int id, MappedFileParser<T> parser) {
    if (processReads.isHeld(id)) {
      return new Outcome.TimedOut<>();
    }
    return fileReads.begin(id, (asked, account) -> objects(asked, parser, account)).await();
  }

  private <T> Outcome<MappedFilesReading<T>> objects(
      int id, MappedFileParser<T> parser, ReadTally account) {
    ProcessReader reader = processes.reader(account);
    MappedFilesReader objects =
        new MappedFilesReader(
            reader,
            processes.listings(reader, account),
            account,
            clock,
            timeout.multipliedBy(3).dividedBy(4),
            ticks -> HostInfo.read(root).wallTime(ticks));
    return reader.onProcess(id, (process, reading) -> objects.read(process, reading, parser));
  }

  /// The bytes of the vDSO of a process, where the service has the same.
  ///
  /// @param vdso the mapping of it
  public Optional<ObjectBytes> vdso(Mapping vdso) {
    return ownVdso.filter(own -> own.isSame(vdso)).map(Function.identity());
  }

  /// Reads the state of the file behind a mapping of a process.
  ///
  /// @param process as it was before: gone, if it is another one or has another address space now
  /// @param offset of a page of the object, in bytes
  /// @return not applicable if it is no regular file; denied where the service may not read its
  ///   status
  public Outcome<BackingFileState> room(ProcessReading process, Mapping mapping, long offset) {
    return ofSameAddressSpace(
        process, pinned -> new BackingFileStateReader(pinned).read(mapping, offset));
  }

  /// The identity of mapped files, where device and inode in maps may be ambiguous. Nothing is
  /// opened.
  ///
  /// @param process as it was before: gone, if it is another one or has another address space now
  /// @param files a mapping of each file
  /// @return as many
  public Outcome<List<MappedFileEvidence>> evidence(
      ProcessReading process, List<ClassifiedMapping> files) {
    if (processReads.isHeld(process.stat().pid())) {
      return new Outcome.TimedOut<>();
    }
    return ofSameAddressSpace(
        process,
        pinned ->
            new Outcome.Ok<>(
                new EvidenceReader(pinned).read(files, System.nanoTime() + timeout.toNanos() / 2)));
  }

  /// Reads files of a process that was read before; gone, if its address space is another now.
  private <T> Outcome<T> ofSameAddressSpace(
      ProcessReading before, Function<PinnedProcess, Outcome<T>> read) {
    return fileReads
        .begin(
            before.stat().pid(),
            (id, account) ->
                processes
                    .reader(account)
                    .onProcess(
                        id,
                        (pinned, now) ->
                            now.identity().equals(before.identity())
                                ? account.guarded(Awaited.FILES, () -> read.apply(pinned))
                                : new Outcome.Gone<>(true)))
        .await();
  }
}
