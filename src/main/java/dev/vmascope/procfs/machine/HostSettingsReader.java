package dev.vmascope.procfs.machine;

import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.mapping.Architecture;
import dev.vmascope.mapping.proc.SysctlValue;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.FileCalls;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.Stopwatch;
import dev.vmascope.procfs.process.PinnedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A reader of the machine's memory-management settings and capabilities. Runs on a reader thread.
final class HostSettingsReader {
  private static final Path SYSFS = Path.of("/sys");

  /// The limit for `/proc/cpuinfo`, in bytes: the first processor is enough.
  private static final int MOST = 1 << 13;

  private static final Pattern POOL = Pattern.compile("hugepages-(\\d{1,12})kB");
  private static final Pattern GUARD_GAP =
      Pattern.compile("(?:^|\\s)stack_guard_gap=(\\d+)(?=\\s|$)");

  private final Path root;
  private final RootKind kind;
  private final Clock clock;

  /// @param root the mount point of the proc file system, or a folder of captures
  /// @param kind the kind of the root
  HostSettingsReader(Path root, RootKind kind, Clock clock) {
    this.root = root;
    this.kind = kind;
    this.clock = clock;
  }

  /// @param roots whether the root directories of most other processes can be opened; empty if
  ///   unknown
  /// @param pages whether the page maps of most other processes can be opened; empty if unknown
  HostSettings read(Optional<Boolean> roots, Optional<Boolean> pages) {
    Stopwatch watch = Stopwatch.start(clock);
    // Every live proc file system is of the running kernel, wherever it is mounted, and so is /sys.
    boolean live = kind != RootKind.CAPTURES;
    Map<MachineFile, Outcome<String>> files = new EnumMap<>(MachineFile.class);
    for (MachineFile file : MachineFile.values()) {
      files.put(file, file.isOfSysfs() && !live ? new Outcome.NotApplicable<>() : read(file));
    }
    files.computeIfPresent(
        MachineFile.BOOT_OPTIONS, (_, options) -> options.map(HostSettingsReader::guardGap));
    Outcome<String> processors =
        files.getOrDefault(MachineFile.PROCESSORS, new Outcome.NotApplicable<>());
    Optional<Architecture> architecture =
        AddressLayoutProbe.architecture(
            files.getOrDefault(MachineFile.ARCHITECTURE, new Outcome.NotApplicable<>()),
            processors,
            live);
    Optional<AddressSpaceLayout> probed =
        live
            ? architecture.flatMap(known -> AddressLayoutProbe.probed(known, LibC.PAGE_BYTES))
            : Optional.empty();
    return new HostSettings(
        kind,
        files,
        architecture,
        probed.or(() ->
            architecture.flatMap(known -> AddressLayoutProbe.ofProcessorFlags(known, processors))),
        probed.isPresent(),
        live ? OptionalInt.of(LibC.PAGE_BYTES) : OptionalInt.empty(),
        live ? pools() : List.of(),
        live ? openable(roots, pages) : Map.of(),
        watch.stamp(files.size(), false, true));
  }

  private Outcome<String> read(MachineFile file) {
    if (file == MachineFile.USER_NAMESPACE && kind == RootKind.CAPTURES) {
      return new Outcome.Gone<>(false);
    }
    if (file == MachineFile.USER_NAMESPACE) {
      return LibC.readlinkat(LibC.CURRENT_DIRECTORY, root.resolve(file.path()).toString())
          .map(RawText::latin1);
    }
    return read((file.isOfSysfs() ? SYSFS : root).resolve(file.path()));
  }

  private static Outcome<String> read(Path path) {
    try (KernelFile file = KernelFile.open(path)) {
      return new Outcome.Ok<>(new String(file.readAtMost(MOST), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Errno.of(e)
          .filter(HostSettingsReader::isRefusal)
          .<Outcome<String>>map(Outcome.Denied::new)
          .orElseGet(() -> new Outcome.Gone<>(false));
    }
  }

  /// The value of the one option that is wanted; the others, which may hold secrets, are dropped.
  private static String guardGap(String options) {
    Matcher option = GUARD_GAP.matcher(options);
    String last = "";
    while (option.find()) {
      last = option.group(1);
    }
    return last;
  }

  private static List<HugePagePool> pools() {
    List<HugePagePool> pools = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(SYSFS.resolve("kernel/mm/hugepages"))) {
      for (Path folder : folders) {
        Matcher name = POOL.matcher(folder.getFileName().toString());
        if (name.matches()) {
          pool(folder, 1024 * Long.parseLong(name.group(1))).value().ifPresent(pools::add);
        }
      }
    } catch (IOException _) {
      // A kernel without hugetlbfs.
    }
    pools.sort(Comparator.comparingLong(HugePagePool::pageBytes));
    return pools;
  }

  private static Outcome<HugePagePool> pool(Path folder, long pageBytes) {
    return count(folder, "nr")
        .flatMap(total ->
            count(folder, "free")
                .flatMap(free ->
                    count(folder, "resv")
                        .flatMap(reserved ->
                            count(folder, "surplus")
                                .map(surplus ->
                                    new HugePagePool(pageBytes, total, free, reserved, surplus)))));
  }

  private static Outcome<Long> count(Path folder, String what) {
    Path file = folder.resolve(what + "_hugepages");
    return read(file).map(text -> SysctlValue.number(text, file.toString()));
  }

  private static Map<ProbedPermission, Boolean> openable(
      Optional<Boolean> roots, Optional<Boolean> pages) {
    Map<ProbedPermission, Boolean> openable = new EnumMap<>(ProbedPermission.class);
    roots.ifPresent(most -> openable.put(ProbedPermission.ROOTS, most));
    pages.ifPresent(most -> openable.put(ProbedPermission.PAGES, most));
    return openable;
  }

  /// Whether most of the attempts that were permitted or denied were permitted; empty without any.
  static Optional<Boolean> mostOf(List<OutcomeKind> kinds) {
    long let = kinds.stream().filter(kind -> kind == OutcomeKind.OK).count();
    long refused = kinds.stream().filter(kind -> kind == OutcomeKind.DENIED).count();
    return let + refused == 0 ? Optional.empty() : Optional.of(let > refused);
  }

  /// Opens the root directory of a process with `O_PATH`, which needs the same permission as
  /// reading it and has no effect. Only on a thread that reads files.
  static Outcome<Boolean> nameRoot(Path root, int pid) {
    LibC.Result named =
        FileCalls.name(LibC.CURRENT_DIRECTORY, folder(root, pid).resolve("root").toString());
    if (named.failed()) {
      return Outcome.ofFailure(named.exception(), true);
    }
    LibC.close((int) named.value());
    return new Outcome.Ok<>(true);
  }

  private static Path folder(Path root, int pid) {
    return root.resolve(Integer.toString(pid));
  }

  /// Opens the page map of a process, which has no effect.
  static Outcome<Boolean> openPages(PinnedProcess process) {
    try {
      process.open(ProcFile.PAGEMAP).close();
      return new Outcome.Ok<>(true);
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    }
  }

  private static boolean isRefusal(Errno errno) {
    return errno == Errno.EACCES || errno == Errno.EPERM;
  }
}
