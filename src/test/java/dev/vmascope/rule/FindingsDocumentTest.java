package dev.vmascope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/findings.md has a row for each rule, and no other.
class FindingsDocumentTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  @Test
  void hasARowForEachRule() throws IOException {
    List<String> rows = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/findings.md")));
    while (row.find()) {
      rows.add(row.group(1));
    }
    assertThat(rows)
        .containsExactlyElementsOf(Arrays.stream(Rule.values()).map(Rule::toString).toList());
  }
}
