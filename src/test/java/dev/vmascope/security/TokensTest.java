package dev.vmascope.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Files of tokens that change, and the one that is made.
@ExtendWith(OutputCaptureExtension.class)
class TokensTest {
  @TempDir Path folder = Path.of("");

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
    assertThat(log).contains("were read again").doesNotContain("second").doesNotContain("first");
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

  @Test
  void stayAsTheyWereWhenTheFileIsNotUnderstoodOrGone(CapturedOutput log) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), line("first"));
    Tokens tokens = new Tokens(file);

    Files.writeString(file, "no tokens at all");
    await()
        .until(() -> {
          assertThat(tokens.owner("first")).isPresent();
          return log.toString().contains("The tokens of before stay.");
        });
    Files.delete(file);
    assertThat(tokens.owner("first")).isPresent();
  }

  @Test
  void makeATokenOnceAndKeepItsDigestOnly(CapturedOutput log) throws IOException {
    Path data = folder.resolve("data").resolve("vmascope");

    Path file = GeneratedToken.file(data);

    String shown = log.toString().replaceFirst("(?s).*shown this once: (\\S+).*", "$1");
    assertThat(shown).hasSize(43);
    assertThat(new TokenFile(file).owner(shown)).contains(new Owner("generated", Scope.words()));
    assertThat(Files.readString(file)).doesNotContain(shown);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(GeneratedToken.file(data)).isEqualTo(file);
    assertThat(log.toString().split("shown this once", -1)).hasSize(2);
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.toList()).containsExactly(file);
    }
  }

  @Test
  void sayWhyNoneCanBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> GeneratedToken.file(file.resolve("below")))
        .withMessageContaining("none can be made in")
        .satisfies(e -> assertThat(e.remedy()).contains("vmascope.data-dir"));
  }

  @Test
  void areKeptInTheDataFolderOfTheUserUnlessAnotherIsNamed() {
    assertThat(DataFolder.of(null, Map.of("HOME", "/home/ada")))
        .isEqualTo(Path.of("/home/ada/.local/share/vmascope"));
    assertThat(DataFolder.of(null, Map.of("HOME", "/home/ada", "XDG_DATA_HOME", "/data")))
        .isEqualTo(Path.of("/data/vmascope"));
    assertThat(DataFolder.of(Path.of("/var/lib/vmascope"), Map.of()))
        .isEqualTo(Path.of("/var/lib/vmascope"));
  }
}
