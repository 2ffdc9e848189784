package dev.vmascope.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes problem documents. Every error that leaves the service goes through here.
@Component
public class ProblemWriter {
  private static final String REMEMBERED = ProblemWriter.class.getName() + ".remembered";
  private static final int LONGEST_INSTANCE = 200;
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /// Takes note of what went wrong with a request that the server has given up in its own words,
  /// for when it asks for the answer.
  public static void rememberForError(Problem problem, HttpServletRequest request) {
    request.setAttribute(REMEMBERED, problem);
  }

  /// What was taken note of.
  static Optional<Problem> remembered(HttpServletRequest request) {
    return request.getAttribute(REMEMBERED) instanceof Problem problem
        ? Optional.of(problem)
        : Optional.empty();
  }

  /// Answers with a problem, unless an answer is under way already.
  public void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] document = json.writeValueAsBytes(problem.document(instance(request.getRequestURI())));
    response.resetBuffer();
    response.setStatus(problem.code().status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(document.length);
    response.setHeader("Cache-Control", "no-store");
    Object retryAfter = problem.members().get(Problem.RETRY_AFTER);
    if (retryAfter != null) {
      response.setHeader("Retry-After", retryAfter.toString());
    }
    response.getOutputStream().write(document);
    response.flushBuffer();
  }

  /// The path as it was sent, still percent-encoded; what no URI has unencoded (RFC 3986), and what
  /// is too long, is not echoed.
  static String instance(String uri) {
    String plain = uri.replaceAll("[^!-~]|[\"<>\\\\^`{|}]", "?");
    return plain.length() <= LONGEST_INSTANCE ? plain : plain.substring(0, LONGEST_INSTANCE);
  }
}
