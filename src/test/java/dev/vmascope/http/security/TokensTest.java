package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Files of tokens that change.
@ExtendWith(OutputCaptureExtension.class)
class TokensTest {
  @TempDir Path folder = Path.of("");

  /// What the clock of the tokens shows.
  private final AtomicLong now = new AtomicLong();

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static void mode(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String line(String token) {
    return "ada:" + TokenFile.digest(token) + ":maps:read\n";
  }

  @Test
  void areReadAgainWhenTheFileChanges(CapturedOutput log) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), line("first"));
    Tokens tokens = new Tokens(file);
    assertThat(tokens.owner("first")).isPresent();
    assertThat(tokens.owner("second")).isEmpty();

    Files.writeString(file, line("second") + line("another"));

    await().until(() -> tokens.owner("second").isPresent());
    assertThat(tokens.owner("first")).isEmpty();
    assertThat(log).contains("was read again").doesNotContain("second").doesNotContain("first");
  }

  @Test
  void areNoneOnceTheFileIsEmpty() throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), line("leaked"));
    Tokens tokens = new Tokens(file);

    Files.writeString(file, "# all revoked\n");

    await().until(() -> tokens.owner("leaked").isEmpty());
  }

  /// As Kubernetes does with what a Secret holds.
  @Test
  void areReadAgainWhenAnotherFileTakesItsPlace() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), line("first"));
    Path two = Files.writeString(folder.resolve("two"), line("other"));
    Path link = Files.createSymbolicLink(folder.resolve("tokens"), one);
    Tokens tokens = new Tokens(link);
    assertThat(tokens.owner("first")).isPresent();

    Path next = Files.createSymbolicLink(folder.resolve("next"), two);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);

    await().until(() -> tokens.owner("other").isPresent());
  }

  /// Everything but the line with the mistake holds: above all what is no longer in the file.
  @Test
  void areThoseOfTheLinesThatAreUnderstood(CapturedOutput log) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), line("leaked") + line("kept"));
    Tokens tokens = new Tokens(file);

    Files.writeString(file, line("kept") + "a mistake\n" + line("new"));

    await().until(() -> tokens.owner("leaked").isEmpty());
    assertThat(tokens.owner("kept")).isPresent();
    assertThat(tokens.owner("new")).isPresent();
    assertThat(log)
        .contains(file + ":2: expected name:sha256-hex:scope,scope: the line is ignored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "no text", "open to others", "of a stranger"})
  void holdForAMinuteWithoutAFileToTrust(String trouble, CapturedOutput log) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), line("first"));
    Tokens tokens = new Tokens(file, now::get);
    pass(Duration.ofSeconds(30));
    assertThat(tokens.owner("first")).isPresent();

    Files.writeString(file, line("first") + line("stranger's"));
    switch (trouble) {
      case "gone" -> Files.delete(file);
      case "no text" -> Files.write(file, new byte[] {(byte) 0xff, 0});
      case "open to others" -> mode(file, "rw-rw-rw-");
      default -> {
        assumeThat(OwnRights.now().user()).as("root may give files away").isZero();
        Files.setAttribute(file, "unix:uid", 65534);
      }
    }
    for (int i = 0; i < 60; i++) {
      pass(Duration.ofSeconds(1));
      assertThat(tokens.owner("first")).isPresent();
      assertThat(tokens.owner("stranger's")).isEmpty();
    }
    pass(Duration.ofSeconds(1));
    assertThat(tokens.owner("first")).isEmpty();
    assertThat(tokens.owner("stranger's")).isEmpty();
    assertThat(log.toString().split("is rejected", -1)).hasSize(2);

    Files.deleteIfExists(file);
    Files.writeString(file, line("second"));
    pass(Duration.ofSeconds(1));
    assertThat(tokens.owner("second")).isPresent();
  }

  /// As in a container, when an editor on the host writes a new file and renames it.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endWhenTheFileIsReplacedBelowItsMount(boolean replaced) throws Exception {
    assumeThat(OwnRights.now().user()).as("root may mount").isZero();
    Path given = Files.writeString(folder.resolve("given"), line("leaked"));
    Path file = Files.writeString(folder.resolve("tokens"), "");
    assertThat(Shell.run("mount", "--bind", given.toString(), file.toString()).status()).isZero();
    try {
      Tokens tokens = new Tokens(file, now::get);
      pass(Duration.ofHours(1));
      assertThat(tokens.owner("leaked")).isPresent();
      if (replaced) {
        Path next = Files.writeString(folder.resolve("next"), line("new"));
        Files.move(next, given, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.delete(given);
      }
      pass(Duration.ofSeconds(60));
      assertThat(tokens.owner("leaked")).isPresent();
      pass(Duration.ofSeconds(1));
      assertThat(tokens.owner("leaked")).isEmpty();
    } finally {
      Shell.run("umount", file.toString());
    }
  }

  /// Nobody looks at the file between requests.
  @Test
  void areNoneOnceTheFileMayHaveBeenGoneForAMinute() throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), line("leaked"));
    Tokens tokens = new Tokens(file, now::get);
    Files.delete(file);
    pass(Duration.ofHours(1));
    assertThat(tokens.owner("leaked")).isEmpty();
  }

  /// The mode changes neither the time of the file nor its size.
  @Test
  void areNotTakenFromAFileThatStrangersCouldWriteInTheMeantime() throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), line("first"));
    Tokens tokens = new Tokens(file, now::get);
    mode(file, "rw-rw-rw-");
    pass(Duration.ofSeconds(61));
    assertThat(tokens.owner("first")).isEmpty();
    mode(file, "rw-------");
    pass(Duration.ofSeconds(1));
    assertThat(tokens.owner("first")).isPresent();
  }
}
