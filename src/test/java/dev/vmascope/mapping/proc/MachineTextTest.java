package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.mapping.text.MalformedException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The parsers of files of the machine, on texts that a kernel printed and on others.
class MachineTextTest {
  @Test
  void readsCapabilitiesByTheirNumbers() {
    String status = "Name:\tx\nCapPrm:\t0000000000000000\nCapEff:\t0000014000080004\n";
    assertThat(Capabilities.effective(status, "status").names())
        .containsExactly(
            "CAP_DAC_READ_SEARCH", "CAP_SYS_PTRACE", "CAP_PERFMON", "CAP_CHECKPOINT_RESTORE");
    assertThat(new Capabilities(1L << 63 | 1).names())
        .containsExactly("CAP_CHOWN", "capability 63");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CapEff:\t0\n", "\nCapEff:\t0", "\nCapEff:\tzz\n", "\nCapEff: 0\n"})
  void refusesWhatIsNoMask(String status) {
    assertThatThrownBy(() -> Capabilities.effective(status, "status"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("CapEff");
  }

  @Test
  void readsSizesOfMeminfoInBytes() {
    MemoryInfo info =
        MemoryInfo.parse(
            "MemTotal:       24683620 kB\nActive(anon):       1540 kB\nHugePages_Total:       0\n",
            "meminfo");
    assertThat(info.bytes("MemTotal")).hasValue(24683620L * 1024);
    assertThat(info.bytes("Active(anon)")).hasValue(1540 * 1024);
    assertThat(info.bytes("HugePages_Total")).isEmpty();
    assertThatThrownBy(() -> MemoryInfo.parse("HugePages_Free: 1\n", "meminfo"))
        .isInstanceOf(MalformedException.class);
  }

  /// Some kernels let `Committed_AS` run below zero; gVisor's file begins otherwise.
  @Test
  void aLineOfMeminfoThatMakesNoSenseTakesNothingFromTheOthers() {
    MemoryInfo info =
        MemoryInfo.parse(
            """
            MemTotal: much
            MemFree:       12 kB
            Committed_AS:   18446744073709551612 kB
            HugePages_Total:       0
            """,
            "meminfo");
    assertThat(info.bytes("MemFree")).hasValue(12 * 1024);
    assertThat(info.bytes("SwapFree")).isEmpty();
    assertThat(info.bytes("HugePages_Total")).isEmpty();
    assertThatThrownBy(() -> info.bytes("MemTotal"))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("meminfo:1:10: expected a number of kB");
    assertThatThrownBy(() -> info.bytes("Committed_AS"))
        .hasMessageContaining("got '   18446744073709551612 kB'");
  }

  @Test
  void readsTheWordThatIsChosen() {
    assertThat(SysctlValue.chosen("always [madvise] never\n", "enabled")).isEqualTo("madvise");
    assertThat(SysctlValue.number("65530\n", "max_map_count")).isEqualTo(65530);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "always never", "[never", "-1", "1e3", "9999999999999999999"})
  void refusesOtherSettings(String text) {
    assertThatThrownBy(() -> SysctlValue.chosen(text, "x")).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> SysctlValue.number(text, "x")).isInstanceOf(MalformedException.class);
  }

  /// The flags mean other things on older kernels, and the name anybody can take: both are needed.
  @ParameterizedTest
  @ValueSource(strings = {"(iou-sqp-7) S 1 7 7 0 -1 4194384", "(vhost-7) S 1 7 7 0 -1 4210752"})
  void knowsWorkersOfTheKernelByFlagAndName(String beginning) {
    String rest = " 0 0 0 0 0 0 0 0 20 0 1 0 5000 0 0 0 0 0 0 0 0 0 0 0\n";
    assertThat(stat("7 " + beginning + rest).isKernelWorker()).isTrue();
    assertThat(stat("7 " + beginning.replaceFirst("\\(.*\\)", "(x)") + rest).isKernelWorker())
        .isFalse();
    assertThat(stat("7 " + beginning.replaceFirst("-1 .*", "-1 64") + rest).isKernelWorker())
        .isFalse();
  }

  private static ProcessStat stat(String text) {
    return ProcessStat.parse(text.getBytes(StandardCharsets.ISO_8859_1), "stat");
  }
}
