package dev.vmascope.procfs.object;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.ObjectBytes;
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

/// The reads of mapped files on threads of their own, since they may hang.
public final class MappedFileReads implements MappedFileQueries {
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

  @Override
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

  @Override
  public Optional<ObjectBytes> vdso(Mapping vdso) {
    return ownVdso.filter(own -> own.isSame(vdso)).map(Function.identity());
  }

  @Override
  public Outcome<BackingFileState> room(ProcessReading process, Mapping mapping, long offset) {
    return ofSameAddressSpace(
        process, pinned -> new BackingFileStateReader(pinned).read(mapping, offset));
  }

  @Override
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
