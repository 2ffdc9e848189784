package dev.vmascope.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.storage.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The data folder under the filters, as the kernel of this machine runs them.
class StoringUnderRestraintTest {
  @TempDir Path folder = Path.of("");

  @Test
  void filesAreStoredThereAndNothingIsWrittenElsewhere() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "secret");
    Shell.Result result =
        Shell.run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            String.join(
                ":",
                classes(StoringUnderRestraint.class),
                classes(FileStore.class),
                classes(Nullable.class)),
            StoringUnderRestraint.class.getName(),
            folder.toString());
    assertThat(result.status()).as(result.errors()).isZero();
    List<String> lines = result.output().lines().toList();
    assertThat(lines)
        .startsWith("holds true", "round 3 of 1", "folders true")
        .endsWith("round 3 of 1");
    assertThat(lines.subList(3, lines.size() - 1))
        .hasSizeGreaterThan(20)
        .allSatisfy(line -> assertThat(line).endsWith(" 13"));
    assertThat(token).hasContent("secret");
    assertThat(folder).isDirectoryNotContaining("glob:**/vmascope.tmp");
  }

  private static String classes(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
