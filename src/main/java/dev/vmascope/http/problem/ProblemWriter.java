package dev.vmascope.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The writer of problem documents, through which every error leaves the service.
@Component
public class ProblemWriter {
  private static final String REMEMBERED = ProblemWriter.class.getName() + ".remembered";
  private static final int LONGEST_INSTANCE = 200;
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /// Records the problem of a request that the server will dispatch to the error page.
  public static void rememberForError(Problem problem, HttpServletRequest request) {
    request.setAttribute(REMEMBERED, problem);
  }

  /// The recorded problem.
  static Optional<Problem> remembered(HttpServletRequest request) {
    return request.getAttribute(REMEMBERED) instanceof Problem problem
        ? Optional.of(problem)
        : Optional.empty();
  }

  /// Responds with a problem, unless the response is already committed.
  public void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] document = bytes(problem, request.getContextPath(), request.getRequestURI(), json);
    response.resetBuffer();
    response.setStatus(problem.code().status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(document.length);
    response.setHeader("Cache-Control", "no-store");
    Object retryAfter = problem.members().get(Problem.RETRY_AFTER);
    if (retryAfter != null) {
      response.setHeader("Retry-After", retryAfter.toString());
    }
    Object scope = problem.members().get(Problem.SCOPE);
    if (scope != null) {
      response.setHeader(
          "WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(scope));
    }
    response.getOutputStream().write(document);
    response.flushBuffer();
  }

  /// The document, in a line of its own.
  static byte[] bytes(Problem problem, String context, String uri, JsonMapper json) {
    String text = json.writeValueAsString(problem.document(context, instance(uri)));
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// The path as sent, still percent-encoded; characters that are invalid in a URI (RFC 3986), and
  /// too long paths, are not echoed.
  static String instance(String uri) {
    String plain = uri.replaceAll("[^!-~]|[\"<>\\\\^`{|}]", "?");
    return plain.length() <= LONGEST_INSTANCE ? plain : plain.substring(0, LONGEST_INSTANCE);
  }
}
