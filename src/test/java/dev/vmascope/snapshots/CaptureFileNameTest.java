package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.capture.Manifest;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.ProcessType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The file name of a capture, whatever a process and a machine are called.
class CaptureFileNameTest {
  private static Manifest manifest(@Nullable String node, @Nullable String name) {
    return new Manifest(
        Manifest.FORMAT,
        "1",
        Instant.parse("2026-11-29T13:32:20.824Z"),
        node,
        null,
        4242,
        ProcessType.USER,
        null,
        null,
        null,
        name,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void namesTheMachineTheProcessAndTheTime() {
    assertThat(CaptureFileName.of(manifest("node-1.example", "nginx")))
        .isEqualTo("vmascope-node_1.example-nginx-4242-20261129T133220Z.zip");
    assertThat(CaptureFileName.of(manifest(null, "")))
        .isEqualTo("vmascope-unknown-unknown-4242-20261129T133220Z.zip");
  }

  @Test
  void noNameCanChangeTheHeaderOrLeaveTheFolder() {
    for (RawText hostile : HostileNames.ALL) {
      assertThat(CaptureFileName.disposition(manifest(hostile.text(), hostile.text())))
          .matches(
              "attachment; filename=\"vmascope-[\\w.]{1,63}-[\\w.]{1,63}-4242-[\\dTZ]+\\.zip\"");
    }
  }
}
