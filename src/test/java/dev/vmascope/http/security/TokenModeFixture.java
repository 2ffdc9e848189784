package dev.vmascope.http.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// One service in mode `token` for several tests, with a file in place of the kernel's log. The
/// token of a scope is its word, `not ` with a word has all the others, `some` has all but
/// `maps:addresses`, `all` has every scope.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vmascope.command-line=names",
      "vmascope.kernel-log.path=src/test/resources/kmsg",
      "vmascope.scan.budget=64",
      "vmascope.scan.max-read=1m"
    })
public abstract class TokenModeFixture {
  @LocalServerPort protected int port;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties) throws IOException {
    Map<String, List<String>> scopes = new HashMap<>();
    for (String scope : Scope.words()) {
      scopes.put(scope, List.of(scope));
      scopes.put("not " + scope, without(scope));
    }
    scopes.put("some", without("maps:addresses"));
    scopes.put("all", Scope.words());
    with(properties, Files.createTempDirectory("vmascope-token-mode"), scopes);
  }

  private static List<String> without(String scope) {
    List<String> others = new ArrayList<>(Scope.words());
    others.remove(scope);
    return others;
  }

  /// The properties of mode `token`, whose tokens are their own names.
  ///
  /// @param folder where the token file is made
  /// @param scopes by the name of the token, which is the token as well
  static void with(
      DynamicPropertyRegistry properties, Path folder, Map<String, List<String>> scopes)
      throws IOException {
    List<String> lines =
        scopes.entrySet().stream()
            .map(token ->
                String.join(
                    ":",
                    token.getKey().replaceAll("[: ]", "-"),
                    TokenFile.digest(token.getKey()),
                    String.join(",", token.getValue())))
            .toList();
    Path file = Files.write(folder.resolve("tokens"), lines);
    properties.add("vmascope.security.mode", () -> "token");
    properties.add("vmascope.security.token-file", file::toString);
  }
}
