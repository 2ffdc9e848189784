package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tests that docs/source-text.md names are there.
class SourceTextDocumentTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:IT|Test))\\.(\\w+)`");
  private static final Path TESTS = Path.of("src/test/java");

  @Test
  void namesTestsThatThereAre() throws IOException {
    Matcher named = NAMED.matcher(Files.readString(Path.of("docs/source-text.md")));
    List<String> missing = new ArrayList<>();
    int count = 0;
    while (named.find()) {
      count++;
      if (!source(named.group(1)).contains(" void " + named.group(2) + "(")) {
        missing.add(named.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(count).isGreaterThanOrEqualTo(14);
  }

  private static String source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Path file =
          files
              .filter(each -> each.getFileName().toString().equals(name + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("there is no test " + name));
      return Files.readString(file);
    }
  }
}
