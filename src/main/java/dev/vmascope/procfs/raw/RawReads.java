package dev.vmascope.procfs.raw;

import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ProcessReads;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.pool.ReaderPool;
import dev.vmascope.procfs.pool.Stopwatch;
import dev.vmascope.procfs.process.ListingReader;
import dev.vmascope.procfs.process.PinnedProcess;
import dev.vmascope.procfs.process.ProcessFiles;
import dev.vmascope.procfs.process.ProcessReader;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The reads of small files as they are: of one process, and of the machine.
public final class RawReads {
  /// The unit of the times in `stat`, on the machine of this service.
  public static final int TICKS_PER_SECOND = LibC.TICKS_PER_SECOND;

  private static final List<ProcFile> OF_PROCESS =
      List.of(
          ProcFile.STAT,
          ProcFile.STATM,
          ProcFile.STATUS,
          ProcFile.CGROUP,
          ProcFile.LIMITS,
          ProcFile.OOM_SCORE,
          ProcFile.OOM_SCORE_ADJ);

  /// The files of the machine that are read, by their paths.
  public static final List<String> OF_MACHINE =
      List.of(
          "stat",
          "cpuinfo",
          "meminfo",
          "sys/vm/max_map_count",
          "sys/vm/mmap_min_addr",
          "sys/vm/overcommit_memory",
          "sys/kernel/arch",
          "sys/kernel/osrelease",
          "sys/kernel/randomize_va_space");

  /// The limit for a file, in bytes: `status` names up to 65,536 groups.
  private static final int LONGEST = 1 << 20;

  /// The limit for the `stat` of the machine, which has a number for each interrupt.
  private static final int LONGEST_STAT = 1 << 22;

  private static final Pattern BOOT_TIME = Pattern.compile("(?m)^btime \\d{1,12}\n");
  private static final Pattern THREAD = Pattern.compile("(?m)^Pid:\t([1-9]\\d{0,9})$");

  private final Path root;
  private final ProcessFiles processes;
  private final ProcessReads processReads;
  private final ReaderPool pool;
  private final Clock clock;

  public RawReads(
      Path root, ProcessFiles processes, ProcessReads processReads, ReaderPool pool, Clock clock) {
    this.root = root;
    this.processes = processes;
    this.processReads = processReads;
    this.pool = pool;
    this.clock = clock;
  }

  /// Reads one process and its small files.
  ///
  /// @return partial if the process took another address space meanwhile
  public Outcome<RawProcess> process(int id) {
    return processReads
        .begin(
            id,
            (asked, account) -> {
              ProcessReader reader = processes.reader(account);
              return reader.onProcess(
                  asked,
                  (process, reading) -> {
                    RawProcess read = read(process, reading, account);
                    return reader
                        .stat(process)
                        .flatMap(after ->
                            reading.stat().isSameImage(after)
                                ? new Outcome.Ok<>(read)
                                : new Outcome.Partial<>(read, ListingReader.EXEC));
                  });
            })
        .await();
  }

  private RawProcess read(PinnedProcess process, ProcessReading reading, ReadTally account) {
    List<RawFile> files = new ArrayList<>();
    for (ProcFile file : OF_PROCESS) {
      files.add(read(file.fileName(), file, () -> process.open(file), account));
    }
    boolean leaderEnded = reading.stat().isZombie() && reading.type() == ProcessType.USER;
    OptionalInt thread = leaderEnded ? thread(files) : OptionalInt.empty();
    if (thread.isEmpty()) {
      return new RawProcess(reading, "", files);
    }
    String memory = "task/" + thread.getAsInt() + "/";
    String stat = memory + ProcFile.STAT.fileName();
    // By path: as the process still lives afterwards, its pid was not another's in between.
    Path path = root.resolve(Integer.toString(reading.stat().pid())).resolve(stat);
    List<RawFile> placed = new ArrayList<>();
    placed.add(files.getFirst());
    placed.add(read(stat, ProcFile.STAT, () -> KernelFile.open(path), account));
    for (RawFile file : files.subList(1, files.size())) {
      placed.add(new RawFile(memory + file.path(), file.content(), file.stamp()));
    }
    return new RawProcess(reading, memory, placed);
  }

  /// The thread whose `status` was read.
  private static OptionalInt thread(List<RawFile> files) {
    return files.stream()
        .filter(file -> file.path().equals(ProcFile.STATUS.fileName()))
        .flatMap(file -> file.content().value().stream())
        .map(bytes -> THREAD.matcher(new String(bytes, StandardCharsets.ISO_8859_1)))
        .filter(Matcher::find)
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst();
  }

  /// The files of the machine by which the files of a process are understood. Of its `stat`, which
  /// counts what all processes do, only the boot time is kept; of `cpuinfo`, the first processor.
  public List<RawFile> machine() {
    return OF_MACHINE.stream()
        .map(path ->
            switch (path) {
              case "stat" -> bootTime(file(path, LONGEST_STAT));
              case "cpuinfo" -> firstProcessor(file(path, LONGEST_STAT));
              default -> file(path, LONGEST);
            })
        .toList();
  }

  /// The text of a file of the machine, without blanks around it; empty where it cannot be read.
  public Optional<String> text(String path) {
    return file(path, LONGEST)
        .content()
        .value()
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).strip())
        .filter(text -> !text.isEmpty());
  }

  private static RawFile bootTime(RawFile stat) {
    Outcome<byte[]> line =
        stat.content()
            .map(bytes -> {
              Matcher found = BOOT_TIME.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
              String kept = found.find() ? found.group() : "";
              return kept.getBytes(StandardCharsets.ISO_8859_1);
            });
    return new RawFile(stat.path(), line, stat.stamp());
  }

  private static RawFile firstProcessor(RawFile processors) {
    Outcome<byte[]> first =
        processors
            .content()
            .map(bytes -> {
              String text = new String(bytes, StandardCharsets.ISO_8859_1);
              int end = text.indexOf("\n\n");
              return text.substring(0, end < 0 ? text.length() : end + 1)
                  .getBytes(StandardCharsets.ISO_8859_1);
            });
    return new RawFile(processors.path(), first, processors.stamp());
  }

  private RawFile file(String path, int most) {
    return read(
        path,
        () ->
            ProcessReads.await(
                    pool.begin(
                        () -> content(() -> KernelFile.open(root.resolve(path)), most), _ -> {}))
                .orElseGet(Outcome.TimedOut::new));
  }

  private RawFile read(String path, ProcFile file, Opener opener, ReadTally account) {
    return read(path, () -> account.counted(file, () -> content(opener, LONGEST)));
  }

  private RawFile read(String path, Supplier<Outcome<byte[]>> reading) {
    Stopwatch watch = Stopwatch.start(clock);
    Outcome<byte[]> content = reading.get();
    return new RawFile(path, content, watch.stamp(1, false, content.kind() == OutcomeKind.OK));
  }

  /// A way to open a file.
  @FunctionalInterface
  private interface Opener {
    KernelFile open() throws IOException;
  }

  private static Outcome<byte[]> content(Opener opener, int most) {
    try (KernelFile file = opener.open()) {
      byte[] bytes = file.readParts(most + 1);
      return bytes.length > most
          ? new Outcome.Partial<>(Arrays.copyOf(bytes, most), "it is longer than is read of it")
          : new Outcome.Ok<>(bytes);
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    }
  }
}
