package dev.vmascope.http.problem;

import java.io.IOException;
import java.util.Arrays;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The error valve of Tomcat with problem documents instead of HTML. It answers requests that
/// Tomcat rejects before any application (a malformed request line, an encoded slash). Instantiated
/// by Tomcat, by its class name.
public final class ProblemValve extends ErrorReportValve {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    boolean nothingToSay = response.getStatus() < 400 || response.getContentWritten() > 0;
    if (nothingToSay || !response.setErrorReported()) {
      return;
    }
    Problem problem = StatusProblems.of(response.getStatus());
    String uri = request.getRequestURI() == null ? "" : request.getRequestURI();
    byte[] document = ProblemWriter.bytes(problem, contextPath(), uri, JSON);
    try {
      response.setStatus(problem.code().status());
      response.setContentType("application/problem+json");
      response.setHeader("Cache-Control", "no-store");
      response.getOutputStream().write(document);
      response.finishResponse();
    } catch (IOException e) {
      container.getLogger().debug("The client went away", e);
    }
  }

  /// The path of the only application, which a request rejected that early does not know.
  private String contextPath() {
    return Arrays.stream(container.findChildren())
        .filter(Context.class::isInstance)
        .map(application -> ((Context) application).getPath())
        .findFirst()
        .orElse("");
  }
}
