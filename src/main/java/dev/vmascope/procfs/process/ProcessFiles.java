package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.CgroupTree;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.BatchReader;
import dev.vmascope.procfs.pool.ByteBudget;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ProcessReads;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.pool.TooLargeException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The cheap files of processes, and their listings, read on the reader threads.
public final class ProcessFiles {
  private final Path root;
  private final boolean live;
  private final Optional<CgroupTree> cgroups;
  private final ProcessReads processReads;
  private final ByteBudget budget;
  private final Clock clock;
  private final boolean oneReadIsAtomic;
  private final AddressSpaceIds ids;
  private final Map<String, Consistency> stamps;

  /// @param live whether the root is a proc file system, and not a folder of captures
  /// @param cgroups where the control groups are mounted; empty if that is not known
  /// @param oneReadIsAtomic see `HostInfo#oneReadIsAtomic`
  /// @param ids one for all roots whose address spaces are compared
  /// @param stamps the stamps of captured files, by their names; empty for running processes
  public ProcessFiles(
      Path root,
      boolean live,
      Optional<CgroupTree> cgroups,
      ProcessReads processReads,
      ByteBudget budget,
      Clock clock,
      boolean oneReadIsAtomic,
      AddressSpaceIds ids,
      Map<String, Consistency> stamps) {
    this.root = root;
    this.live = live;
    this.cgroups = cgroups;
    this.processReads = processReads;
    this.budget = budget;
    this.clock = clock;
    this.oneReadIsAtomic = oneReadIsAtomic;
    this.ids = ids;
    this.stamps = Map.copyOf(stamps);
  }

  /// A reader of processes for one read, on a reader thread.
  public ProcessReader reader(ReadTally account) {
    return reader(account, LastReadings.NONE);
  }

  private ProcessReader reader(ReadTally account, LastReadings last) {
    return new ProcessReader(root, live, ids, account, processReads::isHeld, last);
  }

  /// A reader of listings for one read, on a reader thread.
  public ListingReader listings(ProcessReader processes, ReadTally account) {
    return new ListingReader(processes, account, budget, clock, oneReadIsAtomic, stamps);
  }

  /// See [ProcFs#read].
  public Outcome<ProcessReading> read(int id) {
    return processReads
        .begin(
            id,
            (asked, account) ->
                reader(account).onProcess(asked, (_, reading) -> new Outcome.Ok<>(reading)))
        .await();
  }

  /// See [ProcFs#readAll].
  public void readAll(
      List<Integer> ids, LastReadings last, BiConsumer<Integer, Outcome<ProcessReading>> sink) {
    last.beginTick(ids);
    Map<Integer, LastReadings.Traces> moved = moved(ids, last);
    Map<Integer, Outcome<ProcessReading>> read = new HashMap<>();
    new BatchReader<>(
            processReads,
            (id, account) ->
                readAgain(id, account, last, moved.getOrDefault(id, LastReadings.Traces.NONE)))
        .at(ids.stream().filter(moved::containsKey).toList(), read::put);
    // Parents were read by now, so it is known which of them have ended.
    List<Integer> withoutParent =
        ids.stream().filter(id -> !moved.containsKey(id) && !last.hasItsParent(id)).toList();
    new BatchReader<>(
            processReads,
            (id, account) -> readAgain(id, account, last, last.traces(root, id, account)))
        .at(withoutParent, read::put);
    for (int id : ids) {
      Outcome<ProcessReading> outcome = read.get(id);
      sink.accept(id, outcome == null ? last.reading(id) : outcome);
    }
  }

  /// The processes that have to be read, with their traces before.
  private Map<Integer, LastReadings.Traces> moved(List<Integer> ids, LastReadings last) {
    List<Optional<LastReadings.Traces>> traces =
        processReads
            .runs(
                (id, account) ->
                    processReads.isHeld(id)
                        ? Optional.of(LastReadings.Traces.NONE)
                        : last.moved(root, id, account),
                Optional.of(LastReadings.Traces.NONE))
            .of(ids);
    Map<Integer, LastReadings.Traces> moved = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      if (traces.get(i).isPresent()) {
        moved.put(ids.get(i), traces.get(i).get());
      }
    }
    return moved;
  }

  private Outcome<ProcessReading> readAgain(
      int id, ReadTally account, LastReadings last, LastReadings.Traces before) {
    return reader(account, last)
        .onProcess(id, (_, reading) -> new Outcome.Ok<>(last.note(id, reading, before)));
  }

  /// See [ProcFs#readDetails].
  public Outcome<ProcessDetails> details(int id, boolean withCommandLine) {
    return processReads
        .begin(
            id,
            (asked, account) -> {
              ProcessReader processes = reader(account);
              DetailsReader details = details(processes, account);
              return processes.onProcess(
                  asked, (process, reading) -> details.read(process, reading, withCommandLine));
            })
        .await();
  }

  private DetailsReader details(ProcessReader processes, ReadTally account) {
    return new DetailsReader(root, processes, new LimitsReader(account, cgroups), account);
  }

  /// See [ProcFs#readAllCgroups].
  public void allCgroups(
      Map<Integer, Long> startTicks, BiConsumer<Integer, Outcome<ProcessCgroups>> sink) {
    ProcessReads.Read<ProcessCgroups> read =
        (pid, account) ->
            details(reader(account), account).cgroups(pid, startTicks.getOrDefault(pid, -1L));
    new BatchReader<>(processReads, read).at(List.copyOf(startTicks.keySet()), sink);
  }

  /// See [ProcFs#readThreads].
  public Outcome<ThreadsReading> threads(int id, int after, int most) {
    return processReads
        .begin(
            id,
            (asked, account) -> {
              ProcessReader processes = reader(account);
              ThreadsReader threads = new ThreadsReader(processes, account, clock);
              return processes.onProcess(
                  asked,
                  (process, reading) ->
                      account.guarded(
                          Awaited.EXEC, () -> threads.read(process, reading, after, most)));
            })
        .await();
  }

  /// See [ProcFs#readMaps].
  public Outcome<ListingReading> maps(int id) {
    return processReads
        .begin(
            id,
            (asked, account) ->
                listing(ProcFile.MAPS, process -> process.open(ProcFile.MAPS), asked, account))
        .await();
  }

  /// Reads a listing, on a reader thread.
  public Outcome<ListingReading> listing(
      ProcFile file, ListingReader.Opener opener, int id, ReadTally account) {
    ProcessReader processes = reader(account);
    ListingReader listings = listings(processes, account);
    return processes.onProcess(
        id, (process, reading) -> listings.read(process, file, opener, reading));
  }

  /// Rejects a listing that is known to be larger than what is read of one file.
  ///
  /// @throws TooLargeException if it is
  public void requireRoom(ProcFile file, long bytes) {
    if (bytes > file.largest(budget)) {
      throw new TooLargeException(file.largest(budget));
    }
  }
}
