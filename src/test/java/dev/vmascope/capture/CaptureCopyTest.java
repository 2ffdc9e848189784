package dev.vmascope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A copy of a capture from anywhere, and the captures that are not what they say.
class CaptureCopyTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder = Path.of("");

  private static byte[] copy(byte[] capture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CaptureCopy(JSON).copy(new ByteArrayInputStream(capture), out, "a note");
    return out.toByteArray();
  }

  @Test
  void hasTheEntriesAndTheComment() throws IOException {
    byte[] copy = copy(new SampleCapture().unlisted("notes.txt", "hello").bytes());
    Path file = Files.write(folder.resolve("copy.zip"), copy);
    CaptureArchive.Head head = CaptureArchive.head(file);
    assertThat(head.comment()).contains("a note");
    assertThat(Manifest.parse(head.manifest(), JSON).pid()).isEqualTo(7);
    try (CaptureArchive archive = CaptureArchive.open(file)) {
      assertThat(archive.root().resolve("../notes.txt")).doesNotExist();
      assertThat(Files.readString(archive.root().resolve("7/maps"))).endsWith("/bin/a\n");
    }
  }

  @Test
  void refusesAChangedFile() {
    refuses(new SampleCapture().unlisted("proc/7/maps", "\n"), "an entry was changed");
  }

  @Test
  void refusesAFileThatIsNotListed() {
    refuses(new SampleCapture().unlisted("proc/7/status", "Name:\ta\n"), "not listed");
  }

  @Test
  void refusesAMissingFile() {
    refuses(new SampleCapture().without("proc/7/maps"), "an entry is missing");
  }

  @Test
  void refusesAnotherProcess() {
    refuses(new SampleCapture().replacing("\"pid\": 7", "\"pid\": 8"), "of another process");
  }

  @Test
  void hasAPastedListingOfNoProcess() throws IOException {
    SampleCapture pasted = pasted().unlisted("proc/0/task/1/maps", "").unlisted("proc/0/stat", "0");
    Path file = Files.write(folder.resolve("pasted.zip"), copy(pasted.bytes()));
    assertThat(Manifest.parse(CaptureArchive.head(file).manifest(), JSON).pid()).isNull();
    try (CaptureArchive archive = CaptureArchive.open(file)) {
      assertThat(archive.pid()).isZero();
      assertThat(archive.root().resolve("0/maps")).exists();
      assertThat(archive.root().resolve("0/stat")).doesNotExist();
      assertThat(archive.root().resolve("0/task")).doesNotExist();
    }
  }

  private static SampleCapture pasted() {
    SampleCapture capture = new SampleCapture();
    return capture
        .replacing("\"pid\": 7, ", "")
        .renamed("proc/7/stat", "proc/other")
        .renamed("proc/7/maps", "proc/0/maps");
  }

  @Test
  void refusesAListingThatIsHalfPasted() {
    refuses(new SampleCapture().replacing("\"pid\": 7, ", ""), "of another process");
    refuses(pasted().replacing("\"type\"", "\"pid\": 7, \"type\""), "of another process");
    refuses(pasted().replacing("\"type\"", "\"pid\": 0, \"type\""), "has not the format");
    refuses(pasted().replacing("\"type\"", "\"pid\": -1, \"type\""), "has not the format");
    refuses(pasted().with("proc/7/status", ""), "more than one process");
  }

  @Test
  void refusesAnotherFormat() {
    refuses(new SampleCapture().replacing("capture/1", "capture/2"), "has not the format");
    refuses(new SampleCapture().replacing("\"at\":", "\"to\":"), "has not the format");
    refuses(
        new SampleCapture().replacing("\"a\"", '"' + "a".repeat(1025) + '"'), "too long a text");
    refuses(new SampleCapture().replacing("\"user\"", "\"someone's secret\""), "is no manifest");
  }

  @Test
  void fitsNoBrokenCapture() {
    byte[] capture = new SampleCapture().bytes();
    Random random = new Random(7);
    int copied = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] broken = capture.clone();
      broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        copy(broken);
        copied++;
      } catch (MalformedCaptureException e) {
        assertThat(e.getMessage()).doesNotContain("/bin/a");
      } catch (IOException e) {
        throw new AssertionError("another exception than the declared one", e);
      }
    }
    // What differs is a time, an attribute, or the directory at the end, which is not read.
    assertThat(copied).isLessThan(1500);
  }

  private static void refuses(SampleCapture capture, String why) {
    assertThatExceptionOfType(MalformedCaptureException.class)
        .isThrownBy(() -> copy(capture.bytes()))
        .withMessageContaining(why)
        .withMessageNotContaining("secret");
  }
}
