package dev.vmascope.procfs.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.cgroup.CgroupMemory.Known;
import dev.vmascope.procfs.cgroup.CgroupMemory.Reason;
import dev.vmascope.procfs.cgroup.CgroupMemory.Unknown;
import dev.vmascope.procfs.cgroup.CgroupView.Names;
import dev.vmascope.procfs.mount.MountTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Memory limits as they are seen from inside of containers and outside, by the mounts and paths
/// that the runtimes make. Each group of the machine has another limit, so one that is taken for
/// another shows.
class CgroupViewsTest {
  @TempDir Path machine = Path.of("");

  private final Map<String, Long> limits = new TreeMap<>();

  /// Makes a group with those above it, each with a limit that no other has.
  private void make(Path top, String group, int version) throws IOException {
    Path folder = group.equals("/") ? top : top.resolve(group.substring(1));
    Files.createDirectories(folder);
    for (String path = group; path.length() > 1; path = path.substring(0, path.lastIndexOf('/'))) {
      // Those further up have more.
      limits.computeIfAbsent(
          path,
          name ->
              (1000L - 100 * name.chars().filter(c -> c == '/').count()) * 1_000_000
                  + limits.size());
      write(top.resolve(path.substring(1)), version, limit(path));
    }
    if (version == 2) {
      Files.writeString(top.resolve("cgroup.controllers"), "memory\n");
    } else {
      Files.writeString(top.resolve("cgroup.sane_behavior"), "0\n");
      Files.writeString(top.resolve("memory.usage_in_bytes"), "4096\n");
    }
  }

  private long limit(String group) {
    return Objects.requireNonNull(limits.get(group));
  }

  private static void write(Path folder, int version, long limit) throws IOException {
    Files.writeString(
        folder.resolve(version == 2 ? "memory.max" : "memory.limit_in_bytes"), limit + "\n");
    Files.writeString(
        folder.resolve(version == 2 ? "memory.current" : "memory.usage_in_bytes"), "4096\n");
    if (version == 2) {
      Files.writeString(folder.resolve("cgroup.events"), "populated 1\n");
    }
  }

  /// The mounts of a view, below the folder of this test. A mount of a group below the top is the
  /// directory of that group itself, so that it is the same inode, as in the kernel.
  private CgroupTree tree(CgroupView view) throws IOException {
    Path top = machine.resolve(view.version == 1 ? "host/cgroup/memory" : "host/cgroup");
    List<String> groups = new ArrayList<>(Names.OF_THE_MACHINE);
    groups.add(view.own);
    groups.add(view.own + "/below");
    for (String group : groups) {
      make(top, group, view.version);
    }
    StringBuilder table = new StringBuilder("20 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n");
    Path seen = top;
    int id = 30;
    for (String mount : view.mounts.lines().toList()) {
      String root = mount.substring(0, mount.indexOf(' '));
      boolean part = (view.ownNamespace && root.equals("/")) || root.equals(view.own);
      Path at = part ? top.resolve(view.own.substring(1)) : top;
      seen = view.ofHost() ? top : at;
      String type = view.version == 1 ? "cgroup cgroup rw,memory" : "cgroup2 cgroup2 rw";
      table.append("%d 20 0:32 %s %s ro,nosuid - %s\n".formatted(id++, root, at, type));
    }
    MountTable mounts = MountTable.parse(table.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (view.version == 2) {
      return new CgroupTree(seen, mounts);
    }
    // The name of the directory is that of the controller.
    Path views = Files.createDirectories(machine.resolve("view"));
    Files.createSymbolicLink(views.resolve("memory"), seen);
    return new CgroupTree(views, mounts);
  }

  /// The path of a group as the kernel prints it to a reader.
  ///
  /// @param from the root of the reader's namespace
  private static String printed(String group, String from) {
    List<String> to = names(group);
    List<String> start = names(from);
    int common = 0;
    while (common < Math.min(to.size(), start.size()) && to.get(common).equals(start.get(common))) {
      common++;
    }
    String path =
        "/..".repeat(start.size() - common)
            + Stream.concat(Stream.of(""), to.stream().skip(common))
                .reduce((one, next) -> one + "/" + next)
                .orElse("");
    return path.isEmpty() ? "/" : path;
  }

  private static List<String> names(String group) {
    return Stream.of(group.split("/", -1)).filter(Predicate.not(String::isEmpty)).toList();
  }

  private static CgroupMemory memory(CgroupTree tree, CgroupView view, String group) {
    String path = printed(group, view.ownNamespace ? view.own : "/");
    String line = (view.version == 1 ? "4:memory:" : "0::") + path + "\n";
    return tree.memory(ProcessCgroups.parse(line.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @EnumSource(CgroupView.class)
  void areThoseOfTheGroupItselfOrUnknown(CgroupView view) throws IOException {
    CgroupTree tree = tree(view);
    List<String> groups = new ArrayList<>(Names.OF_THE_MACHINE);
    groups.add(view.own);
    groups.add(view.own + "/below");
    int known = 0;
    for (String group : groups) {
      CgroupMemory memory = memory(tree, view, group);
      if (view.sees(group)) {
        OptionalLong limit =
            limits.containsKey(group) ? OptionalLong.of(limit(group)) : OptionalLong.empty();
        assertThat(((Known) memory).limitBytes()).as(group).isEqualTo(limit);
        known++;
      } else {
        assertThat(memory).as(group).isEqualTo(new Unknown(Reason.OUTSIDE));
      }
    }
    assertThat(known).isEqualTo(view.seen == CgroupView.Seen.ALL ? groups.size() : 2);
    assertThat(tree.isWhole()).isEqualTo(view.seen == CgroupView.Seen.ALL);
  }

  /// A captured table and captured paths: Docker 20.10, Linux 6.18, version 1 with an empty version
  /// 2 beside it, `--pid=host --cgroupns=private -v /sys/fs/cgroup:/host/cgroup:ro`.
  @Test
  void printAsTheKernelDoes() {
    assertThat(printed("/", Names.DOCKER)).isEqualTo("/../..");
    assertThat(printed("/docker/" + Names.OTHER, Names.DOCKER)).isEqualTo("/../" + Names.OTHER);
    assertThat(printed(Names.DOCKER, Names.DOCKER)).isEqualTo("/");
    assertThat(printed(Names.DOCKER, "/")).isEqualTo(Names.DOCKER);
  }

  /// Nothing says what lies between the top and the root of the namespace.
  @Test
  void areUnknownWhereTheWayIsNot() throws IOException {
    Path top = machine.resolve("host/cgroup");
    make(top, Names.DOCKER_BY_SYSTEMD, 2);
    make(top, "/system.slice/sshd.service", 2);
    make(top, "/user.slice", 2);
    String table =
        "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 20 0:32 /../.. " + top + " ro - cgroup2 c rw\n";
    CgroupTree tree =
        new CgroupTree(top, MountTable.parse(table.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(((Known) memory(tree, CgroupView.DOCKER_V2_HOST, "/user.slice")).limitBytes())
        .isEqualTo(OptionalLong.of(limit("/user.slice")));
    assertThat(memory(tree, CgroupView.DOCKER_V2_HOST, "/system.slice/sshd.service"))
        .isEqualTo(new Unknown(Reason.OUTSIDE));
    Files.writeString(top.resolve("cgroup.controllers"), "memory\n");
    Files.deleteIfExists(top.resolve("cgroup.events"));
    assertThat(tree.isWhole()).isFalse();
  }

  /// A part of the tree, with the mount above it.
  @Test
  void areThoseOfAPartWhereThatIsTheRoot() throws IOException {
    Path top = machine.resolve("host/cgroup");
    make(top, "/system.slice/sshd.service", 2);
    make(top, "/user.slice", 2);
    String table =
        "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 20 0:32 / " + top + " ro - cgroup2 c rw\n";
    CgroupTree tree =
        new CgroupTree(
            top.resolve("system.slice"),
            MountTable.parse(table.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(
            ((Known) memory(tree, CgroupView.UNIT_V2, "/system.slice/sshd.service")).limitBytes())
        .isEqualTo(OptionalLong.of(limit("/system.slice/sshd.service")));
    assertThat(memory(tree, CgroupView.UNIT_V2, "/user.slice"))
        .isEqualTo(new Unknown(Reason.OUTSIDE));
    assertThat(memory(tree, CgroupView.UNIT_V2, "/")).isEqualTo(new Unknown(Reason.OUTSIDE));
    assertThat(tree.isWhole()).isFalse();
  }

  /// The mount that covers another one counts.
  @Test
  void areThoseOfTheTopmostMount() throws IOException {
    Path top = machine.resolve("host/cgroup");
    make(top, Names.DOCKER_BY_SYSTEMD, 2);
    String table =
        "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
            + "31 20 0:32 %s %s ro - cgroup2 c rw\n".formatted(Names.DOCKER_BY_SYSTEMD, top)
            + "32 31 0:32 / %s ro - cgroup2 c rw\n".formatted(top);
    CgroupTree tree =
        new CgroupTree(top, MountTable.parse(table.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(((Known) memory(tree, CgroupView.UNIT_V2, Names.DOCKER_BY_SYSTEMD)).limitBytes())
        .isEqualTo(OptionalLong.of(limit(Names.DOCKER_BY_SYSTEMD)));
  }

  /// An empty place, as where the mounts below a folder were not mounted with it.
  @Test
  void areUnknownWhereNothingIsMounted() throws IOException {
    Files.createDirectories(machine.resolve("cgroup/memory"));
    CgroupTree tree = new CgroupTree(machine.resolve("cgroup"));
    assertThat(memory(tree, CgroupView.UNIT_V1, "/")).isEqualTo(new Unknown(Reason.NO_ROOT));
    assertThat(memory(tree, CgroupView.UNIT_V1, Names.DOCKER))
        .isEqualTo(new Unknown(Reason.NO_ROOT));
    assertThat(tree.isWhole()).isFalse();
  }
}
