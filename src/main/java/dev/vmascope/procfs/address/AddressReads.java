package dev.vmascope.procfs.address;

import dev.vmascope.mapping.PageEntry;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Looks;
import dev.vmascope.procfs.pool.ReadAccount;
import dev.vmascope.procfs.process.ProcessFiles;
import dev.vmascope.procfs.process.ProcessReader;
import dev.vmascope.procfs.process.ProcessReading;
import java.time.Clock;

/// The reads of single addresses and pages, without the listing.
public final class AddressReads {
  private final ProcessFiles processes;
  private final Looks looks;
  private final Looks fileLooks;
  private final Clock clock;
  private final JavaProcesses java;

  /// @param fileLooks for reads by which the kernel may have to read a mapped file
  public AddressReads(ProcessFiles processes, Looks looks, Looks fileLooks, Clock clock) {
    this.processes = processes;
    this.looks = looks;
    this.fileLooks = fileLooks;
    this.clock = clock;
    java = new JavaProcesses(clock);
  }

  /// See [ProcFs#readAddress].
  public Outcome<AddressReading> address(int id, long address) {
    return looks.begin(id, (asked, account) -> read(asked, address, account, false)).await();
  }

  /// See [ProcFs#readWithBuildId].
  public Outcome<AddressReading> withBuildId(int id, long address) {
    if (looks.isHeld(id)) {
      return new Outcome.TimedOut<>();
    }
    return fileLooks.begin(id, (asked, account) -> read(asked, address, account, true)).await();
  }

  private Outcome<AddressReading> read(
      int id, long address, ReadAccount account, boolean withBuildId) {
    ProcessReader reader = processes.reader(account);
    AddressReader addresses = new AddressReader(reader, account, java, clock, withBuildId);
    return reader.onProcess(id, (process, reading) -> addresses.read(process, reading, address));
  }

  /// See [ProcFs#readPage].
  public Outcome<PageEntry> page(ProcessReading process, long address) {
    return looks
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
