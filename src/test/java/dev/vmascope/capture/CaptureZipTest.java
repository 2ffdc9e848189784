package dev.vmascope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.scan.Limits;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The bytes of a capture.
class CaptureZipTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final ProcFs procFs =
      new ProcFs(Path.of("/proc"), 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());

  @TempDir Path folder = Path.of("");

  @AfterEach
  void close() {
    procFs.close();
  }

  private Capture capture() {
    CaptureRequest request =
        new CaptureRequest(ProcFile.MAPS, false, Set.of(), Optional.of("before the change"));
    int self = Math.toIntExact(ProcessHandle.current().pid());
    return new Captures(procFs, "1").read(self, request).value().orElseThrow();
  }

  private static byte[] written(Capture capture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    capture.writeTo(out, JSON, UnaryOperator.identity(), Optional.empty());
    return out.toByteArray();
  }

  @Test
  void theSameCaptureGivesTheSameBytes() throws IOException {
    try (Capture capture = capture()) {
      assertThat(written(capture)).isEqualTo(written(capture));
    }
  }

  @Test
  void theManifestIsReadBackAsItWas() throws IOException {
    try (Capture capture = capture()) {
      Path file = Files.write(folder.resolve("c.zip"), written(capture));
      try (ZipFile zip = new ZipFile(file.toFile())) {
        Manifest manifest =
            JSON.readValue(zip.getInputStream(zip.getEntry(Manifest.PATH)), Manifest.class);
        assertThat(manifest.label()).isEqualTo("before the change");
        assertThat(manifest.files()).hasSizeGreaterThan(10);
        assertThat(manifest.of(List.of())).isEqualTo(capture.manifest());
      }
    }
  }

  @Test
  void theExampleOfTheDescriptionIsAManifest() throws IOException {
    byte[] example = Files.readAllBytes(Path.of("src/main/resources/openapi/capture.json"));
    assertThat(JSON.readValue(example, Manifest.class).format()).isEqualTo(Manifest.FORMAT);
  }

  /// A stream that takes so many bytes, like a full disk.
  private static final class Full extends FilterOutputStream {
    private int room;

    Full(OutputStream out, int room) {
      super(out);
      this.room = room;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > room) {
        throw new IOException("No space left on device");
      }
      room -= length;
      out.write(bytes, offset, length);
    }
  }

  @Test
  void whatBreaksOffIsNoZip() throws IOException {
    try (Capture capture = capture()) {
      int whole = written(capture).length;
      for (int room = 0; room < whole; room += 97) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Full full = new Full(out, room);
        assertThatThrownBy(
                () -> capture.writeTo(full, JSON, UnaryOperator.identity(), Optional.empty()))
            .hasMessage("No space left on device");
        Path file = Files.write(folder.resolve("half.zip"), out.toByteArray());
        assertThatThrownBy(() -> new ZipFile(file.toFile()).close())
            .as("%d bytes", room)
            .isInstanceOf(ZipException.class);
      }
    }
  }
}
