package dev.vmascope.http.problem;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The vocabulary of problems: clients match on these words, so they never change.
class ProblemCodeTest {
  private static final Path DOCUMENT = Path.of("docs/problems.md");

  private static final Map<Integer, Set<String>> CODES =
      Map.ofEntries(
          entry(400, Set.of("invalid-parameter", "invalid-request", "malformed-input")),
          entry(401, Set.of("unauthenticated")),
          entry(403, Set.of("forbidden", "permission-denied")),
          entry(
              404,
              Set.of(
                  "process-not-found", "snapshot-not-found", "no-mapping-at-address", "not-found")),
          entry(405, Set.of("method-not-allowed")),
          entry(406, Set.of("not-acceptable")),
          entry(408, Set.of("request-timeout")),
          entry(410, Set.of("process-gone", "process-replaced")),
          entry(413, Set.of("too-large")),
          entry(415, Set.of("unsupported-media-type")),
          entry(422, Set.of("malformed-file")),
          entry(429, Set.of("scan-budget-exhausted", "scan-too-expensive")),
          entry(500, Set.of("internal")),
          entry(503, Set.of("busy", "not-ready", "no-storage", "read-stuck", "partial-read")),
          entry(507, Set.of("storage-full")));

  @ParameterizedTest
  @EnumSource
  void isInTheTableOfTheApi(ProblemCode code) {
    assertThat(CODES.get(code.status())).contains(code.toString());
  }

  @Test
  void isThereForEveryEntryOfTheTable() {
    assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::toString))
        .containsExactlyInAnyOrderElementsOf(CODES.values().stream().flatMap(Set::stream).toList());
  }

  /// Each has a row in the document, with what its page says. With `-Dgolden.update=true` the rows
  /// are written.
  @Test
  void isExplained() throws IOException {
    String document = Files.readString(DOCUMENT);
    String rows = Arrays.stream(ProblemCode.values()).map(ProblemCodeTest::row).collect(joining());
    int begin = document.indexOf("| `");
    if (Boolean.getBoolean("golden.update")) {
      document = document.substring(0, begin) + rows;
      Files.writeString(DOCUMENT, document);
    }
    assertThat(document.substring(begin)).isEqualTo(rows);
  }

  /// A row, in which the names of documents are links.
  private static String row(ProblemCode code) {
    return "| `%s` | %d | %s | %s |\n"
        .formatted(code, code.status(), code.cause(), code.advice())
        .replaceAll("docs/([a-z]+\\.md)(#[a-z-]+)?", "[$1]($1$2)");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatHappenedAndWhatToDo(ProblemCode code) {
    assertThat(List.of(code.cause(), code.advice()))
        .allMatch(text -> text.matches("[a-z`][^|\\n]{15,}[^.\\s]"));
  }

  @ParameterizedTest
  @EnumSource
  void isAWordOfAUrn(ProblemCode code) {
    assertThat(code.toString()).matches("[a-z]+(-[a-z]+)*");
  }

  @Test
  void hasATitleOfItsOwn() {
    assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::title))
        .doesNotHaveDuplicates()
        .allSatisfy(title -> assertThat(title).matches("[A-Z][a-z ]+"));
  }
}
