package dev.vmascope.http.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;

/// The properties of a service in mode `token` whose tokens are their own names.
final class TokenMode {
  private TokenMode() {}

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
