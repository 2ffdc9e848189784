package dev.vmascope.procfs.address;

import dev.vmascope.mapping.PageEntry;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ProcessReads;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.process.ProcessFiles;
import dev.vmascope.procfs.process.ProcessReader;
import dev.vmascope.procfs.process.ProcessReading;
import java.time.Clock;

/// The reads of single addresses and pages, without the listing.
public final class AddressReads {
  private final ProcessFiles processes;
  private final ProcessReads processReads;
  private final ProcessReads fileReads;
  private final Clock clock;
  private final JavaProcesses java;

  /// @param fileReads for reads by which the kernel may have to read a mapped file
  public AddressReads(
      ProcessFiles processes, ProcessReads processReads, ProcessReads fileReads, Clock clock) {
    this.processes = processes;
    this.processReads = processReads;
    this.fileReads = fileReads;
    this.clock = clock;
    java = new JavaProcesses(clock);
  }

  /// See [ProcFs#readAddress].
  public Outcome<MappingLookup> address(int id, long address) {
    return processReads.begin(id, (asked, account) -> read(asked, address, account, false)).await();
  }

  /// See [ProcFs#readWithBuildId].
  public Outcome<MappingLookup> withBuildId(int id, long address) {
    if (processReads.isHeld(id)) {
      return new Outcome.TimedOut<>();
    }
    return fileReads.begin(id, (asked, account) -> read(asked, address, account, true)).await();
  }

  private Outcome<MappingLookup> read(
      int id, long address, ReadTally account, boolean withBuildId) {
    ProcessReader reader = processes.reader(account);
    AddressReader addresses = new AddressReader(reader, account, java, clock, withBuildId);
    return reader.onProcess(id, (process, reading) -> addresses.read(process, reading, address));
  }

  /// See [ProcFs#readPage].
  public Outcome<PageEntry> page(ProcessReading process, long address) {
    return processReads
        .begin(
            process.stat().pid(),
            (id, account) ->
                processes
                    .reader(account)
                    .onProcess(
                        id,
                        (pinned, now) ->
                            new PageReader(account).read(pinned, process, now, address)))
        .await();
  }
}
