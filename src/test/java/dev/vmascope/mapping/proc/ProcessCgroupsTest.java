package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.RawText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/proc/<pid>/cgroup`.
class ProcessCgroupsTest {
  private static ProcessCgroups parse(String latin1) {
    return ProcessCgroups.parse(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void haveOneGroupForEachHierarchy() {
    ProcessCgroups cgroups = parse("10:cpu,cpuacct:/a\n4:memory:/b:c\n1:name=systemd:/\n0::/d\n");
    assertThat(cgroups.all())
        .containsExactly(
            new Cgroup(List.of("cpu", "cpuacct"), new RawText("/a"), false),
            new Cgroup(List.of("memory"), new RawText("/b:c"), false),
            new Cgroup(List.of("name=systemd"), new RawText("/"), false),
            new Cgroup(List.of(), new RawText("/d"), false));
    assertThat(cgroups.of("memory").orElseThrow().path().latin1()).isEqualTo("/b:c");
    assertThat(cgroups.of("pids").orElseThrow().isUnified()).isTrue();
  }

  @Test
  void sayWhatWasRemoved() {
    assertThat(parse("0::/a (deleted)\n").all())
        .containsExactly(new Cgroup(List.of(), new RawText("/a"), true));
    assertThat(parse("4:memory:/a (deleted)\n").all().getFirst().removed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "0::/a", "0::a\n", "x::/a\n", "0:/a\n", "::/a\n", "12345678901::/a\n"})
  void leaveOutWhatHasAnotherForm(String file) {
    assertThat(parse(file).all()).isEmpty();
    assertThat(parse(file).of("memory")).isEmpty();
  }

  @Test
  void endWhereTheFileIsTooLong() {
    assertThat(parse("0::/a\n".repeat(1_000)).all()).hasSize(64);
    assertThat(parse("0::/" + "a".repeat(ProcessCgroups.LONGEST) + "\n1:x:/b\n").all()).isEmpty();
  }
}
