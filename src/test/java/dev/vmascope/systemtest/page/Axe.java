package dev.vmascope.systemtest.page;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The rules of axe-core about what everybody can use.
final class Axe {
  private static final Path SCRIPT = Path.of("src/page/node_modules/axe-core/axe.min.js");

  private static final String RUN =
      """
      async () => {
        const { violations } = await axe.run(document, { resultTypes: ['violations'] });
        return violations.flatMap(({ id, help, nodes }) =>
          nodes.map(({ target, html, any }) => `${id}: ${help}: ${target} ${html.slice(0, 120)} ${any[0]?.message ?? ''}`));
      }
      """;

  private Axe() {}

  /// The violations of what a page shows now. The script goes past the policy of the page.
  static List<String> violations(Page page) {
    page.evaluate(script() + "; undefined");
    return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
  }

  private static String script() {
    try {
      return Files.readString(SCRIPT);
    } catch (IOException e) {
      throw new UncheckedIOException("npm ci in src/page brings it", e);
    }
  }
}
