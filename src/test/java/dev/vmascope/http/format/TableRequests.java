package dev.vmascope.http.format;

import dev.vmascope.ServiceClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The requests for all operations that have tables, about the processes of this machine.
record TableRequests(ServiceClient client) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// A request.
  ///
  /// @param body its bytes, one character each
  record Asked(String method, String path, String body) {
    /// Whether it only reads, and of the service itself.
    boolean isAboutItself() {
      return method.equals("GET") && path.startsWith("/api/processes/self");
    }

    /// The same about another process.
    Asked about(String pid) {
      return new Asked(method, path.replaceFirst("/self", "/" + pid), body);
    }

    Asked in(Format format) {
      return with("format=" + format);
    }

    Asked with(String parameter) {
      return new Asked(method, path + (path.contains("?") ? "&" : "?") + parameter, body);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /// The answer; empty if it is a problem.
  Optional<String> answer(Asked asked) {
    HttpResponse<byte[]> answer = send(asked);
    return answer.statusCode() == 200 || answer.statusCode() == 201
        ? Optional.of(new String(answer.body(), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /// The answer, which is no problem.
  String sure(Asked asked) {
    return answer(asked)
        .orElseThrow(() ->
            new AssertionError(
                asked + ": " + new String(send(asked).body(), StandardCharsets.UTF_8)));
  }

  private HttpResponse<byte[]> send(Asked asked) {
    return client.send(
        asked.method(),
        asked.path(),
        HttpRequest.BodyPublishers.ofString(asked.body(), StandardCharsets.ISO_8859_1),
        HttpResponse.BodyHandlers.ofByteArray(),
        "Content-Type",
        asked.body().startsWith("PK") ? "application/zip" : "text/plain");
  }

  /// The requests for all operations, about the service itself where a process is asked for.
  List<Asked> all() {
    Map<String, String> variables = variables();
    Map<String, String> bodies = bodies();
    Map<String, List<String>> queries = queries();
    List<Asked> all = new ArrayList<>();
    JsonNode description = client.json("/v3/api-docs");
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (hasTable(method.getValue(), description)) {
          String filled = path.getKey();
          for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace(variable.getKey(), variable.getValue());
          }
          String id = method.getValue().path("operationId").asString();
          String body = bodies.getOrDefault(id, "");
          for (String query : queries.getOrDefault(id, List.of(""))) {
            all.add(new Asked(method.getKey().toUpperCase(Locale.ROOT), filled + query, body));
          }
        }
      }
    }
    return all;
  }

  private static boolean hasTable(JsonNode operation, JsonNode description) {
    return operation
        .path("parameters")
        .valueStream()
        .map(parameter ->
            parameter.has("$ref")
                ? description.at(parameter.path("$ref").asString().substring(1))
                : parameter)
        .filter(parameter -> parameter.path("name").asString().equals("format"))
        .anyMatch(parameter -> parameter.at("/schema/enum").toString().contains("\"table\""));
  }

  private Map<String, String> variables() {
    String stored =
        sure(new Asked("POST", "/api/processes/self/snapshots?detail=smaps&force=true", ""));
    String library =
        client
            .json("/api/processes/self/objects")
            .path("objects")
            .valueStream()
            .filter(object -> object.path("path").asString("").endsWith("libc.so.6"))
            .map(object -> object.path("id").asString())
            .findFirst()
            .orElseThrow();
    return Map.of(
        "{pid}", "self",
        "{address}", address(),
        "{buildId}", library,
        "{snapshot}", JSON.readTree(stored).path("id").asString(),
        "{group}", client.json("/api/groups").at("/groups/0/group").asString());
  }

  /// An address in the code of the C library of the service.
  private String address() {
    return client
        .json("/api/processes/self/maps?path=*libc.so.6&permissions=r-x?")
        .at("/mappings/0/start")
        .asString();
  }

  private Map<String, String> bodies() {
    return Map.of(
        "storeSnapshot",
        client.latin1("/api/processes/self/capture"),
        "readAddressSpace",
        client.utf8("/api/processes/self/maps?format=text"),
        "explainFaults",
        "crash[31661]: segfault at 10 ip 0000564daabfd2b5 sp 00007ffffa96abf0 error 4 in"
            + " crash[12b5,564daabfd000+1000] likely on CPU 1 (core 1, socket 0)\n");
  }

  /// What comes behind the path of some operations.
  private Map<String, List<String>> queries() {
    Map<String, List<String>> queries = new HashMap<>();
    queries.put("diff", List.of("?a=self&b=" + ProcessHandle.current().pid()));
    queries.put("access", List.of("?address=" + address()));
    queries.put("snapshotAccess", List.of("?address=" + address()));
    queries.put("symbol", List.of("?address=" + address()));
    queries.put("snapshotSymbol", List.of("?address=" + address()));
    queries.put("groupByName", List.of("?name=other"));
    queries.put("watch", List.of("?for=100ms"));
    queries.put("summary", List.of("", "?detail=rollup&force=true", "?detail=smaps&force=true"));
    queries.put("maps", List.of("", "?detail=smaps&force=true"));
    queries.put("numa", List.of("?force=true"));
    queries.put("growing", List.of("", "?measure=threads", "?measure=privateBytes"));
    queries.put("snapshotDiff", List.of("", "?detail=smaps&force=true"));
    return queries;
  }
}
