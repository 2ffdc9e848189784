package dev.vmascope.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Capabilities;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.machine.RootKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Remedies that look at what is in place already.
class RemediesTest {
  private static final Capabilities NONE = new Capabilities(0);

  private static Capabilities with(int number) {
    return new Capabilities(1L << number);
  }

  @ParameterizedTest
  @EnumSource(names = {"EACCES", "EPERM"})
  void noCapabilityIsAdvisedThatTheServiceHas(Errno errno) {
    assertThat(Remedies.forMaps(errno, with(Capabilities.SYS_PTRACE)))
        .contains("although the service has CAP_SYS_PTRACE", "security module", "user namespace")
        .doesNotContain("run vmascope as the user", "or with CAP");
  }

  @Test
  void aCapabilityIsAdvisedThatTheServiceLacks() {
    assertThat(Remedies.forMaps(Errno.EACCES, NONE)).contains("CAP_PERFMON (Linux 6.15+) or");
    assertThat(Remedies.forMaps(Errno.EPERM, NONE)).contains("hidepid=1");
    assertThat(Remedies.forMaps(Errno.EACCES, with(Capabilities.PERFMON)))
        .contains("with CAP_SYS_PTRACE: the service has CAP_PERFMON, but");
  }

  @ParameterizedTest
  @CsvSource({
    "WHOLE, unsupported, 'and for that CONFIG_SYSCTL'",
    "PROCESSES_ALONE, unsupported, mounted with subset=pid",
    "CAPTURES, gone, has no sys/vm/max_map_count"
  })
  void whatTheMachineDoesNotTellHasItsTrueCause(RootKind root, String reason, String cause) {
    UnavailableField absent =
        Remedies.ofMachine("x", "/proc/sys/vm/max_map_count", "CONFIG_SYSCTL", root);
    assertThat(absent.reason()).isEqualTo(reason);
    assertThat(absent.remedy()).contains(cause);
  }
}
