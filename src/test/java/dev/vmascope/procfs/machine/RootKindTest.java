package dev.vmascope.procfs.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies where the proc file system is looked for.
class RootKindTest {
  private static final String WHOLE =
      "24 1 0:22 / /proc rw,nosuid,nodev,noexec,relatime shared:5 - proc proc rw\n";
  private static final String SUBSET =
      "61 1 0:50 / /proc rw,nosuid - proc proc rw,hidepid=invisible,subset=pid\n";
  private static final String ELSEWHERE =
      "62 1 0:51 / /host/proc rw - proc proc rw,subset=pid\n63 1 0:52 / /tmp rw - tmpfs x rw,subset=pid\n";

  @Test
  void theLastMountAtTheRootCounts() {
    assertThat(RootKind.isSubset("/proc", WHOLE)).isFalse();
    assertThat(RootKind.isSubset("/proc", WHOLE + SUBSET)).isTrue();
    assertThat(RootKind.isSubset("/proc", SUBSET + WHOLE)).isFalse();
  }

  @Test
  void mountsElsewhereDoNotCount() {
    assertThat(RootKind.isSubset("/proc", WHOLE + ELSEWHERE)).isFalse();
    assertThat(RootKind.isSubset("/host/proc", WHOLE + ELSEWHERE)).isTrue();
    assertThat(RootKind.isSubset("/tmp", WHOLE + ELSEWHERE)).isFalse();
  }

  /// Of a mount of another pid namespace, the link `self` leads nowhere.
  @Test
  void aFolderWithoutTheLinkToWhoeverAsksHasCaptures(@TempDir Path folder) throws Exception {
    assertThat(RootKind.of(Path.of("/proc"))).isNotEqualTo(RootKind.CAPTURES);
    assertThat(RootKind.of(folder)).isEqualTo(RootKind.CAPTURES);
    Files.createSymbolicLink(folder.resolve("self"), Path.of("4711"));
    assertThat(RootKind.of(folder)).isEqualTo(RootKind.WHOLE);
  }
}
