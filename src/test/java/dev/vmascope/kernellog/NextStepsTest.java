package dev.vmascope.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.kernellog.history.PastedLog;
import dev.vmascope.mapping.text.RawText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that follow from a line. What is in a line, programs chose.
class NextStepsTest {
  private static List<String> of(String line) {
    return NextSteps.of(PastedLog.parse(line).faults().getFirst().event(), true);
  }

  private static String segfault(String object) {
    return "crash[7]: segfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4 in "
        + object
        + "[12b5,557808ab4000+1000]";
  }

  @Test
  void theOffsetInTheFileIsTranslated() {
    assertThat(of(segfault("libbilling.so.2")))
        .contains("addr2line -fiC -e libbilling.so.2 0x12b5", "coredumpctl info crash")
        .anyMatch(step -> step.startsWith("readelf -lW libbilling.so.2  # "));
  }

  @Test
  void withoutItTheSegmentShowsWhatToAdd() {
    assertThat(
            of(
                "crash[7]: segfault at 10 ip 00007f21d60e5b41 sp 00007fff01272710 error 4 in libc.so.6[7f21d6028000+195000]"))
        .contains("addr2line -fiC -e libc.so.6 $(printf %#x $((BASE + 0xbdb41)))");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "old[7]: segfault at 10 ip 0000000000401751 sp 00007ffe26c97920 error 4 in old[1751,401000+8a000]",
        "old[7]: segfault at 10 ip 0000000000401751 sp 00007ffe26c97920 error 4 in old[400000+8a000]",
        "traps: old[7] trap int3 ip:401751 sp:ffe26c90 error:0 in old[401000+8a000]"
      })
  void programsThatDoNotMoveAreAskedForTheAddressItself(String line) {
    assertThat(of(line)).contains("addr2line -fiC -e old 0x401751");
    assertThat(NextSteps.of(PastedLog.parse(line).faults().getFirst().event(), false))
        .noneMatch(step -> step.contains("401751"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x; rm -rf ~",
        "$(reboot)",
        "`id`",
        "-rf",
        "a b",
        "a'b",
        "a\"b",
        "a\\b",
        "a|b",
        "a&b",
        "a>b",
        "a\nb",
        "\u00e4",
        "*",
        "#",
        "~root",
        "!x",
        ""
      })
  void whatIsNoPlainNameComesNotIntoAShell(String name) {
    Trap nameless = Trap.of(TrapKind.PAGE_FAULT, new RawText(name), 7);
    assertThat(of(segfault(name)).toString()).contains("-e FILE 0x12b5");
    assertThat(NextSteps.of(nameless, true)).containsExactly("coredumpctl info");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[stack]", "[heap]", "memfd:libffi"})
  void whatIsNoFileIsNotLookedInto(String name) {
    assertThat(of(segfault(name))).containsExactly("coredumpctl info crash");
  }

  @Test
  void anInstructionOutsideOfTheMappingThatIsNamedIsNotOfItsFile() {
    assertThat(
            of(
                "a[7]: segfault at 0 ip           (null) sp 00007fff01272710 error 14 in a[400000+1000]"))
        .containsExactly("coredumpctl info a");
  }

  @Test
  void aGroupAtItsLimitIsLookedAt() {
    String line =
        "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=%1$s,task_memcg=%1$s/b,task=x,pid=7,uid=0";
    assertThat(of(line.formatted("/kubepods.slice/pod_1")))
        .contains(
            "grep . /sys/fs/cgroup/kubepods.slice/pod_1/memory.{max,peak,events,stat}",
            "grep . /sys/fs/cgroup/memory/kubepods.slice/pod_1/memory.{limit_in_bytes,max_usage_in_bytes,failcnt,stat}"
                + "  # where control groups are of version 1")
        .anyMatch(step -> step.startsWith("journalctl -k"));
    for (String path : List.of("/a;reboot", "/../../etc", "/a b", "/$x", "/a//b", "/-a")) {
      assertThat(of(line.formatted(path))).as(path).noneMatch(step -> step.startsWith("grep ."));
    }
  }

  private static List<String> ofGroup(String usage) {
    return of(
            """
            x invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
            memory: usage 100kB, limit 100kB, failcnt 9
            %s
            Memory cgroup stats for /g/a:
            oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/g/a,task_memcg=/g/a,task=x,pid=7,uid=0
            Memory cgroup out of memory: Killed process 7 (x) total-vm:1kB, anon-rss:1kB, file-rss:1kB
            """
                .formatted(usage))
        .stream()
        .filter(step -> step.startsWith("grep ."))
        .toList();
  }

  /// Version 2 counts swap by itself; version 1 counts it with memory, and memory of the kernel.
  @Test
  void theFilesOfAGroupAreThoseOfItsVersion() {
    String second = "grep . /sys/fs/cgroup/g/a/memory.{max,peak,events,stat}";
    String first =
        "grep . /sys/fs/cgroup/memory/g/a/memory.{limit_in_bytes,max_usage_in_bytes,failcnt,stat}";
    assertThat(ofGroup("swap: usage 0kB, limit 9007199254740988kB, failcnt 0"))
        .containsExactly(second);
    assertThat(ofGroup("memory+swap: usage 100kB, limit 200kB, failcnt 0")).containsExactly(first);
    assertThat(
            ofGroup(
                "memory+swap: usage 0kB, limit 9007199254740988kB, failcnt 0\nkmem: usage 24kB, limit 9007199254740988kB, failcnt 0"))
        .containsExactly(first);
    for (String unknown :
        List.of(
            "",
            "memory+swap: usage 0kB, limit 9007199254740988kB, failcnt 0",
            "kmem: usage 0kB, limit 9007199254740988kB, failcnt 0")) {
      assertThat(ofGroup(unknown))
          .as(unknown)
          .containsExactly(second, first + "  # where control groups are of version 1");
    }
  }

  @Test
  void whereOnlyTheKillIsThereTheRestIsLookedFor() {
    assertThat(of("Killed process 7 (x) total-vm:1kB, anon-rss:1kB, file-rss:1kB"))
        .containsExactly("journalctl -k -g 'oom-kill:|Killed process'");
  }
}
