package dev.vmascope.faults;

import dev.vmascope.ServiceClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client that pastes lines, and gives the token `all` where it asks for something else.
record ExplainClient(int port) {
  static final String FAULT =
      "crash[31662]: segfault at 8 ip 0000556759caf2dc sp 00007ffc04b79520 error 6 in crash[12dc,556759caf000+1000]"
          + " likely on CPU 1 (core 1, socket 0)";

  HttpResponse<String> send(
      String method, String path, String token, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Authorization", "Bearer " + token));
    return new ServiceClient(port)
        .send(
            method,
            path,
            HttpRequest.BodyPublishers.ofString(body),
            HttpResponse.BodyHandlers.ofString(),
            all.toArray(String[]::new));
  }

  HttpResponse<String> explain(String query, String token, String lines, String... headers) {
    return send("POST", "/api/faults/explain" + query, token, lines, headers);
  }

  HttpResponse<String> explainText(String query, String token, String lines) {
    return explain(query, token, lines, "Content-Type", "text/plain; charset=utf-8");
  }

  HttpResponse<String> get(String path) {
    return new ServiceClient(port).getWith("all", path);
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /// The address of the first code of this process, without `0x`.
  static String startOfCode() throws IOException {
    String code =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains(" r-xp "))
            .findFirst()
            .orElseThrow();
    return code.substring(0, code.indexOf('-'));
  }
}
