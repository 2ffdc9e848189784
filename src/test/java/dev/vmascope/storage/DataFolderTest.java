package dev.vmascope.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The place of what is stored.
class DataFolderTest {
  @Test
  void isTheOneOfTheUserUnlessAnotherIsNamed() {
    assertThat(DataFolder.of(null, Map.of("HOME", "/home/ada")))
        .isEqualTo(Path.of("/home/ada/.local/share/vmascope"));
    assertThat(DataFolder.of(null, Map.of("HOME", "/home/ada", "XDG_DATA_HOME", "/data")))
        .isEqualTo(Path.of("/data/vmascope"));
    assertThat(DataFolder.of(Path.of("/var/lib/vmascope"), Map.of()))
        .isEqualTo(Path.of("/var/lib/vmascope"));
  }
}
