package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The token that is made where none is given, and its folder.
@ExtendWith(OutputCaptureExtension.class)
class GeneratedTokenTest {
  @TempDir Path folder = Path.of("");

  private static void mode(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void makeATokenOnceForWhoMayReadTheDataFolder(CapturedOutput log) throws IOException {
    Path data = folder.resolve("data").resolve("vmascope");

    Path file = GeneratedToken.file(data);

    Path clear = data.resolve("token");
    String token = Files.readString(clear).strip();
    assertThat(token).hasSize(43);
    assertThat(log).contains("it is in " + clear).doesNotContain(token);
    assertThat(TokenFile.atStart(file).owner(token))
        .contains(new Owner("generated", Scope.words()));
    assertThat(Files.readString(file)).doesNotContain(token);
    for (Path made : List.of(file, clear)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rw-------");
    }
    for (Path made : List.of(data, data.getParent())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
    assertThat(GeneratedToken.file(data)).isEqualTo(file);
    assertThat(clear).hasContent(token);
    assertThat(log.toString().split("was generated", -1)).hasSize(2);
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.toList()).containsExactlyInAnyOrder(file, clear);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwxrwx---"})
  void areNotMadeInAFolderOfStrangers(String permissions) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    mode(data, permissions);
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> GeneratedToken.file(data))
        .withMessageContaining("Others than its owner may write " + data);
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.toList()).isEmpty();
    }
  }

  /// What a stranger put there before the service started.
  @Test
  void areNotThoseThatLieAboutInAFolderOfStrangers() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path file =
        Files.writeString(
            data.resolve("tokens"), "ada:" + TokenFile.digest("stranger's") + ":maps:read\n");
    assertThat(new Tokens(GeneratedToken.file(data)).owner("stranger's")).isPresent();
    mode(file, "rw-rw-rw-");
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> new Tokens(GeneratedToken.file(data)))
        .withMessageContaining("decides who gets in");
  }

  @Test
  void sayWhyNoneCanBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> GeneratedToken.file(file.resolve("below")))
        .withMessageContaining("none can be made in")
        .satisfies(e -> assertThat(e.remedy()).contains("vmascope.data-dir"));
  }
}
