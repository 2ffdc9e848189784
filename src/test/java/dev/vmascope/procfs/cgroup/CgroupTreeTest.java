package dev.vmascope.procfs.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.within;

import dev.vmascope.HostileNames;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.cgroup.CgroupMemory.Known;
import dev.vmascope.procfs.cgroup.CgroupMemory.Reason;
import dev.vmascope.procfs.cgroup.CgroupMemory.Unknown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits of memory, in folders that look like `/sys/fs/cgroup`, and in the real one.
class CgroupTreeTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final long NO_LIMIT_OF_VERSION_1 = 9_223_372_036_854_771_712L;

  @TempDir Path root = Path.of("");

  private void group(String folder, Map<String, String> files) throws IOException {
    Files.createDirectories(root.resolve(folder));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(root.resolve(folder).resolve(file.getKey()), file.getValue() + "\n");
    }
  }

  private CgroupMemory memory(String cgroup) {
    return new CgroupTree(root)
        .memory(ProcessCgroups.parse(cgroup.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Known known(long limit, long usage, long left) {
    return new Known(OptionalLong.of(limit), OptionalLong.of(usage), OptionalLong.of(left), true);
  }

  @Test
  void haveTheSmallestLimitOnTheWayUp() throws IOException {
    group("a", Map.of("memory.max", "1000", "memory.current", "950"));
    group("a/b", Map.of("memory.max", "2000", "memory.current", "100"));
    group("a/b/c", Map.of("memory.max", "max", "memory.current", "10"));
    assertThat(memory("0::/a/b/c\n")).isEqualTo(known(1000, 10, 50));
  }

  @Test
  void leaveLeastWhereLeastIsLeft() throws IOException {
    group("a", Map.of("memory.max", "1000", "memory.current", "300"));
    group("a/b", Map.of("memory.max", "200", "memory.current", "250"));
    assertThat(memory("0::/a/b\n")).isEqualTo(known(200, 250, 0));
  }

  @Test
  void areNoneWhereNoGroupHasOne() throws IOException {
    group("a", Map.of("memory.max", "max", "memory.current", "7"));
    assertThat(memory("0::/a\n")).isEqualTo(new Known(NONE, OptionalLong.of(7), NONE, true));
    assertThat(memory("0::/\n")).isEqualTo(new Known(NONE, NONE, NONE, true));
  }

  @Test
  void areThoseAboveWhereAGroupDoesNotCount() throws IOException {
    group("a", Map.of("memory.max", "1000", "memory.current", "300"));
    group("a/b", Map.of("pids.max", "max"));
    assertThat(memory("0::/a/b\n")).isEqualTo(known(1000, 300, 700));
    group("c", Map.of());
    assertThat(memory("0::/c\n")).isEqualTo(new Unknown(Reason.NOT_COUNTED));
  }

  /// Neither as the group itself nor on the way to it.
  @Test
  void areNoneBehindALink() throws IOException {
    group("a/b", Map.of("memory.max", "1000", "memory.current", "300"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("a"));
    Files.createSymbolicLink(root.resolve("a/to-b"), Path.of("b"));
    assertThat(memory("0::/a/b\n")).isEqualTo(known(1000, 300, 700));
    assertThat(memory("0::/link/b\n")).isEqualTo(new Unknown(Reason.NOT_THERE));
    assertThat(memory("0::/a/to-b\n")).isEqualTo(new Unknown(Reason.NOT_THERE));
  }

  @Test
  void areThoseOfTheRootOfAContainer() throws IOException {
    group("", Map.of("memory.max", "1000", "memory.current", "300"));
    assertThat(memory("0::/\n")).isEqualTo(known(1000, 300, 700));
  }

  @Test
  void areThoseOfVersion1WhereMemoryIsThere() throws IOException {
    String unlimited = Long.toString(NO_LIMIT_OF_VERSION_1);
    group("unified/x", Map.of("cgroup.procs", ""));
    group("memory", Map.of("memory.limit_in_bytes", unlimited, "memory.usage_in_bytes", "900"));
    group("memory/a", Map.of("memory.limit_in_bytes", "800", "memory.usage_in_bytes", "500"));
    group("memory/a/b", Map.of("memory.limit_in_bytes", unlimited, "memory.usage_in_bytes", "5"));
    assertThat(memory("4:memory:/a/b\n0::/x\n")).isEqualTo(known(800, 5, 300));
    assertThat(memory("4:memory:/\n0::/x\n"))
        .isEqualTo(new Known(NONE, OptionalLong.of(900), NONE, true));
  }

  @Test
  void areInUnifiedWhereVersion2IsMountedThere() throws IOException {
    group("unified", Map.of("cgroup.controllers", "memory"));
    group("unified/a", Map.of("memory.max", "10", "memory.current", "4"));
    assertThat(memory("0::/a\n")).isEqualTo(known(10, 4, 6));
  }

  @ParameterizedTest
  @CsvSource({
    "0::/../a, OUTSIDE",
    "0::/.., OUTSIDE",
    "0::/a/../../../etc, OUTSIDE",
    "0::/a/./b, OUTSIDE",
    "4:memory:/../a, NO_ROOT",
    "0::/nothing, NOT_THERE",
    "0::/file, NOT_THERE",
    "0::/out, NOT_THERE",
    "0::/a (deleted), NOT_THERE",
    "4:memory:/a, NO_ROOT",
    "4:cpu:/a, NO_GROUP",
    "nonsense, NO_GROUP"
  })
  void areUnknownWithAReason(String line, Reason reason) throws IOException {
    group("a", Map.of("memory.max", "1000", "memory.current", "300"));
    Files.writeString(root.resolve("file"), "");
    Files.createSymbolicLink(root.resolve("out"), Path.of("/"));
    assertThat(memory(line + "\n")).isEqualTo(new Unknown(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1 2", "99999999999999999999"})
  void areMalformedWhereTheyAreNoNumbers(String text) throws IOException {
    group("a", Map.of("memory.max", text, "memory.current", "300"));
    assertThat(memory("0::/a\n")).isEqualTo(new Unknown(Reason.MALFORMED));
  }

  /// What one group uses takes nothing from the limits, nor from what is left in the others.
  @Test
  void areKnownWhereWhatIsUsedMakesNoSense() throws IOException {
    group("a", Map.of("memory.max", "1000", "memory.current", "300"));
    group("a/b", Map.of("memory.max", "max", "memory.current", "much"));
    assertThat(memory("0::/a/b\n"))
        .isEqualTo(new Known(OptionalLong.of(1000), NONE, OptionalLong.of(700), false));
    group("c", Map.of("memory.max", "1000", "memory.current", "-4096"));
    group("c/d", Map.of("memory.max", "500", "memory.current", "100"));
    assertThat(memory("0::/c/d\n"))
        .isEqualTo(new Known(OptionalLong.of(500), OptionalLong.of(100), NONE, false));
  }

  @Test
  void areNotSoughtOutsideWhateverAStrangerChose() throws IOException {
    Path inner = Files.createDirectory(root.resolve("inner"));
    Files.writeString(root.resolve("memory.max"), "1\n");
    CgroupTree tree = new CgroupTree(inner);
    for (RawText name : HostileNames.ALL) {
      byte[] file =
          ("0::/" + name.latin1().replace("\n", "") + "/..\n")
              .getBytes(StandardCharsets.ISO_8859_1);
      assertThatNoException()
          .isThrownBy(() ->
              assertThat(tree.memory(ProcessCgroups.parse(file))).isInstanceOf(Unknown.class));
    }
  }

  @Test
  void areThoseOfThisMachine() throws IOException {
    ProcessCgroups own = ProcessCgroups.parse(Files.readAllBytes(Path.of("/proc/self/cgroup")));
    boolean first = own.of("memory").orElseThrow().controllers().contains("memory");
    String path = own.of("memory").orElseThrow().path().text();
    Path folder = Path.of("/sys/fs/cgroup" + (first ? "/memory" : "") + path);
    Path usage = folder.resolve(first ? "memory.usage_in_bytes" : "memory.current");
    CgroupMemory memory = new CgroupTree(Path.of("/sys/fs/cgroup")).memory(own);
    if (!path.startsWith("/..") && Files.exists(usage)) {
      long bytes = Long.parseLong(Files.readString(usage).strip());
      assertThat(memory).isInstanceOf(Known.class);
      assertThat(((Known) memory).usageBytes().orElseThrow())
          .isCloseTo(bytes, within(Math.max(bytes / 2, 1L << 30)));
    } else {
      assertThat(memory).isNotEqualTo(new Unknown(Reason.MALFORMED));
    }
  }

  /// Of pages of 4, 16 and 64 KiB, of Linux 3.10, and of all bits.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854771712",
        "9223372036854759424",
        "9223372036854710272",
        "9223372036854775807",
        "18446744073709551615"
      })
  void areNoneHoweverVersion1SaysSo(String unlimited) throws IOException {
    group("memory/a", Map.of("memory.limit_in_bytes", unlimited, "memory.usage_in_bytes", "5"));
    assertThat(memory("4:memory:/a\n")).isEqualTo(new Known(NONE, OptionalLong.of(5), NONE, true));
    group("memory/b", Map.of("memory.limit_in_bytes", "800", "memory.usage_in_bytes", "500"));
    group("memory/b/c", Map.of("memory.limit_in_bytes", unlimited, "memory.usage_in_bytes", "5"));
    assertThat(memory("4:memory:/b/c\n")).isEqualTo(known(800, 5, 300));
  }
}
