package dev.vmascope.procfs.object;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ListedMapping;
import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.machine.Node;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.Looks;
import dev.vmascope.procfs.pool.ReadAccount;
import dev.vmascope.procfs.process.AddressSpaceKey;
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
  private final Path root;
  private final ProcessFiles processes;
  private final Looks looks;
  private final Looks fileLooks;
  private final Duration timeout;
  private final Clock clock;
  private final Optional<OwnVdso> ownVdso;

  /// @param looks the reads of `/proc`; a process that is held there is not read here either
  /// @param timeout after which a read is written off
  public MappedFileReads(
      Path root,
      ProcessFiles processes,
      Looks looks,
      Looks fileLooks,
      Duration timeout,
      Clock clock,
      Optional<OwnVdso> ownVdso) {
    this.root = root;
    this.processes = processes;
    this.looks = looks;
    this.fileLooks = fileLooks;
    this.timeout = timeout;
    this.clock = clock;
    this.ownVdso = ownVdso;
  }

  /// See [ProcFs#readObjects].
  public <T> Outcome<ObjectsReading<T>> objects(int id, ObjectParser<T> parser) {
    if (looks.isHeld(id)) {
      return new Outcome.TimedOut<>();
    }
    return fileLooks.begin(id, (asked, account) -> objects(asked, parser, account)).await();
  }

  private <T> Outcome<ObjectsReading<T>> objects(
      int id, ObjectParser<T> parser, ReadAccount account) {
    ProcessReader reader = processes.reader(account);
    ObjectReader objects =
        new ObjectReader(
            reader,
            processes.listings(reader, account),
            account,
            clock,
            timeout.multipliedBy(3).dividedBy(4),
            ticks -> Node.read(root).wallTime(ticks));
    return reader.onProcess(id, (process, reading) -> objects.read(process, reading, parser));
  }

  /// See [ProcFs#vdso].
  public Optional<ObjectBytes> vdso(Mapping vdso) {
    return ownVdso.filter(own -> own.isSame(vdso)).map(Function.identity());
  }

  /// See [ProcFs#readRoom].
  public Outcome<ObjectRoom> room(ProcessReading process, Mapping mapping, long offset) {
    return ofSameAddressSpace(
        process, pinned -> new ObjectRoomReader(pinned).read(mapping, offset));
  }

  /// See [ProcFs#readEvidence].
  public Outcome<List<MappedFileEvidence>> evidence(
      ProcessReading process, List<ListedMapping> files) {
    if (looks.isHeld(process.stat().pid())) {
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
    return fileLooks
        .begin(
            before.stat().pid(),
            (id, account) ->
                processes
                    .reader(account)
                    .onProcess(
                        id,
                        (pinned, now) ->
                            AddressSpaceKey.of(now).equals(AddressSpaceKey.of(before))
                                ? account.guarded(Awaited.FILES, () -> read.apply(pinned))
                                : new Outcome.Gone<>(true)))
        .await();
  }
}
