package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The policy table of docs/security.md is that of the operations.
class SecurityDocumentTest extends TokenModeFixture {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z]+ /api[^`]*)` \\| `([a-z:]+)` \\|$");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  @Test
  void namesTheScopeOfEveryOperation() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/security.md")));
    while (row.find()) {
      documented.put(row.group(1), row.group(2));
    }
    Map<String, String> real = new TreeMap<>();
    handlers
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          for (String pattern : mapping.getPatternValues()) {
            if (pattern.startsWith("/api")) {
              String scope =
                  MergedAnnotations.from(handler.getMethod())
                      .get("dev.vmascope.http.api.RequiresScope")
                      .getString("value");
              mapping
                  .getMethodsCondition()
                  .getMethods()
                  .forEach(method -> real.put(method + " " + pattern, scope));
            }
          }
        });
    assertThat(documented).isEqualTo(real).isNotEmpty();
  }
}
