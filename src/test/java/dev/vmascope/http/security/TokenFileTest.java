package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file of tokens.
class TokenFileTest {
  /// `echo -n secret | sha256sum`.
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  /// `echo -n other | sha256sum`.
  private static final String OTHER =
      "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa";

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("tokens");
  }

  @Test
  void knowsTheOwnersOfItsTokens() throws IOException {
    TokenFile tokens =
        file(
            "ada:" + SECRET + ":processes:read,maps:read", "prometheus:" + OTHER + ":metrics:read");
    assertThat(tokens.owner("secret"))
        .contains(new Owner("ada", List.of("processes:read", "maps:read")));
    assertThat(tokens.owner("other")).contains(new Owner("prometheus", List.of("metrics:read")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " secret", "Secret", "secret\0", SECRET, "ada"})
  void knowsNoOtherToken(String token) throws IOException {
    assertThat(file("ada:" + SECRET + ":maps:read").owner(token)).isEmpty();
  }

  @Test
  void skipsCommentsAndBlankLines() throws IOException {
    TokenFile tokens =
        file(
            "# tokens",
            "",
            "  # ada:" + OTHER + ":maps:read",
            "\t",
            "ada:" + SECRET + ":maps:read");
    assertThat(tokens.owner("secret")).isPresent();
    assertThat(tokens.owner("other")).isEmpty();
  }

  @Test
  void toleratesBlanksAndUpperCaseDigits() throws IOException {
    TokenFile tokens =
        file("  ada:" + SECRET.toUpperCase(Locale.ROOT) + ": processes:read , maps:read  ");
    assertThat(tokens.owner("secret").map(Owner::scopes))
        .contains(List.of("processes:read", "maps:read"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada", "ada:maps:read", "ada:" + SECRET, "ada:12:maps:read", "ada::maps:read"})
  void namesFileAndLineOfWhatItDoesNotUnderstand(String line) {
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> file("# tokens", "ada:" + OTHER + ":maps:read", line))
        .withMessage(file + ":3: expected name:sha256-hex:scope,scope");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps:write", "", "maps:read,", ",", "maps:read;metrics:read", "*"})
  void refusesAnUnknownScopeAndNamesTheKnownOnes(String scopes) {
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> file("ada:" + SECRET + ":" + scopes))
        .withMessage(file + ":1: an unknown scope")
        .satisfies(e -> assertThat(e.remedy()).contains(Scope.words()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing but a comment"})
  void refusesToKnowNobody(String line) {
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> file(line))
        .withMessage("The token file " + file + " has no token.");
  }

  @Test
  void refusesAFileThatCannotBeRead() {
    Path missing = folder.resolve("missing");
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> TokenFile.atStart(missing))
        .withMessageStartingWith("The token file " + missing + " cannot be read");
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> TokenFile.atStart(folder));
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatExceptionOfType(UnsafeStartException.class).isThrownBy(() -> TokenFile.atStart(file));
  }

  @Test
  void neverSpeaksOfADigest() {
    assertThatExceptionOfType(UnsafeStartException.class)
        .isThrownBy(() -> file("ada:" + SECRET + ":everything"))
        .satisfies(e -> assertThat(e.getMessage() + e.remedy()).doesNotContain(SECRET));
  }

  private TokenFile file(String... lines) throws IOException {
    return TokenFile.atStart(Files.write(file, List.of(lines)));
  }
}
