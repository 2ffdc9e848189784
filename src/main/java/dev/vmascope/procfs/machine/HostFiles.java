package dev.vmascope.procfs.machine;

import dev.vmascope.mapping.proc.Cgroup;
import dev.vmascope.mapping.proc.SysvSegment;
import dev.vmascope.procfs.address.ProcMapQuery;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.ProcessorClock;
import dev.vmascope.procfs.cgroup.CgroupTree;
import dev.vmascope.procfs.cgroup.LimitSurvey;
import dev.vmascope.procfs.cgroup.LimitedGroup;
import dev.vmascope.procfs.pool.ProcessReads;
import dev.vmascope.procfs.pool.ReaderPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The files of the host: its settings, its list of processes, and its kernel log.
public final class HostFiles {
  /// Of a file that has a line for each of something.
  private static final int LARGEST_TABLE = 1 << 22;

  private static final int GROUPS_A_READ = 64;

  private final Path root;
  private final RootKind kind;
  private final Optional<CgroupTree> cgroups;
  private final AtomicReference<@Nullable LimitSurvey> survey = new AtomicReference<>();
  private final ReaderPool pool;
  private final PermissionProbe permissions;
  private final Clock clock;
  private final boolean ownPids;

  /// @param cgroups where the control groups are mounted; empty if that is not known
  public HostFiles(
      Path root,
      RootKind kind,
      Optional<CgroupTree> cgroups,
      ReaderPool pool,
      PermissionProbe permissions,
      Clock clock) {
    this.root = root;
    this.kind = kind;
    this.cgroups = cgroups;
    this.pool = pool;
    this.permissions = permissions;
    this.clock = clock;
    ownPids =
        kind != RootKind.CAPTURES
            && self().equals(Optional.of((int) ProcessHandle.current().pid()));
  }

  /// The pids of all processes that can be seen, in the kernel's order.
  ///
  /// @throws UncheckedIOException if the root cannot be listed at all
  public List<Integer> pids() {
    return ProcessReads.await(pool.begin(this::listPids, _ -> {}))
        .orElseThrow(() -> new UncheckedIOException(new IOException("listing " + root + " hangs")));
  }

  private List<Integer> listPids() {
    List<Integer> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (isPid(name)) {
          pids.add(Integer.valueOf(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pids;
  }

  private static boolean isPid(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() < 10 && name.charAt(0) != '0';
  }

  /// The pid of this service in this proc file system, which may belong to another pid namespace;
  /// empty for captures.
  public Optional<Integer> self() {
    if (kind == RootKind.CAPTURES) {
      return Optional.empty();
    }
    return ProcessReads.await(
            pool.begin(
                () -> LibC.readlinkat(LibC.CURRENT_DIRECTORY, root.resolve("self").toString()),
                _ -> {}))
        .flatMap(Outcome::value)
        .filter(target -> isPid(target.latin1()))
        .map(target -> Integer.valueOf(target.latin1()));
  }

  /// The processor time of all threads of a process so far, in nanoseconds. A process whose time
  /// stands still cannot have changed its mappings.
  ///
  /// @return not applicable, where the proc file system is of another pid namespace than this
  ///   service, or is none
  public Outcome<Long> processorNanos(int pid) {
    return ownPids ? ProcessorClock.nanos(pid) : new Outcome.NotApplicable<>();
  }

  /// The facts that hold for the whole machine, right now.
  ///
  /// @throws UncheckedIOException if reading them hangs
  public HostInfo node() {
    return node(root, pool);
  }

  public static HostInfo node(Path root, ReaderPool pool) {
    return ProcessReads.await(pool.begin(() -> HostInfo.read(root), _ -> {}))
        .orElseThrow(() -> new UncheckedIOException(new IOException("reading " + root + " hangs")));
  }

  /// The id of the boot; absent in a capture, and if reading it hangs.
  public Optional<String> bootId() {
    return ProcessReads.await(pool.begin(() -> HostInfo.bootId(root), _ -> {}))
        .flatMap(read -> read);
  }

  /// The control groups with a memory limit from each of some up to the root, the nearest first.
  /// Those whose limits are not known, or whose reads hang, have no entry.
  public Map<Cgroup, List<LimitedGroup>> limits(List<Cgroup> groups) {
    Map<Cgroup, List<LimitedGroup>> all = new HashMap<>();
    if (cgroups.isEmpty()) {
      return all;
    }
    LimitSurvey last = survey.getAndSet(null);
    LimitSurvey next = last == null ? cgroups.get().survey() : last;
    next.begin();
    for (int from = 0; from < groups.size(); from += GROUPS_A_READ) {
      List<Cgroup> some = groups.subList(from, Math.min(groups.size(), from + GROUPS_A_READ));
      Optional<Map<Cgroup, List<LimitedGroup>>> read =
          ProcessReads.await(pool.begin(() -> next.of(some), _ -> {}));
      if (read.isEmpty()) {
        // The thread that hangs may go on with this survey; the next one is another.
        return all;
      }
      all.putAll(read.get());
    }
    survey.set(next);
    return all;
  }

  /// Whether the control groups of the whole machine are seen, and so their limits; empty where
  /// control groups are not to be read, and if reading them hangs.
  public Optional<Boolean> seesAllGroups() {
    return cgroups.flatMap(tree -> ProcessReads.await(pool.begin(tree::isWhole, _ -> {})));
  }

  /// The SysV segments of the IPC namespace of this service; gone where there is no such file, as
  /// in captures and kernels without `CONFIG_SYSVIPC`.
  public Outcome<List<SysvSegment>> sysvSegments() {
    Path file = root.resolve("sysvipc").resolve("shm");
    return ProcessReads.await(pool.begin(() -> segments(file), _ -> {}))
        .orElseGet(Outcome.TimedOut::new);
  }

  private static Outcome<List<SysvSegment>> segments(Path path) {
    try (KernelFile file = KernelFile.open(path)) {
      return new Outcome.Ok<>(file.readAtMost(LARGEST_TABLE))
          .map(bytes -> SysvSegment.parse(bytes, "sysvipc/shm"));
    } catch (IOException e) {
      return Outcome.ofFailure(e, false);
    }
  }

  /// The settings by which the machine manages memory, right now; empty if reading them hangs.
  ///
  /// @param others some processes beside the service, to try out what it may open of them
  public Optional<HostSettings> settings(List<Integer> others) {
    Optional<Boolean> roots = HostSettingsReader.mostOf(permissions.roots(others));
    Optional<Boolean> pages = HostSettingsReader.mostOf(permissions.pageMaps(others));
    return ProcessReads.await(
        pool.begin(() -> new HostSettingsReader(root, kind, clock).read(roots, pages), _ -> {}));
  }

  /// Whether one mapping can be asked for without the listing: `PROCMAP_QUERY`, Linux 6.11; tried
  /// on the service itself. False for captures.
  public boolean answersQueries() {
    return ProcessReads.await(pool.begin(() -> ProcMapQuery.isKnown(root), _ -> {})).orElse(false);
  }

  /// The lines that the kernel's log has got since it was read last.
  public Outcome<KernelLogReading> log(KernelLog log) {
    return ProcessReads.await(pool.begin(log::read, _ -> {})).orElseGet(Outcome.TimedOut::new);
  }
}
