package dev.vmascope.explorer;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the paths that people try first: `/`, and those of other services.
@Hidden
@RestController
class FirstContactController {
  private static final String TEXT = "text/plain;charset=UTF-8";

  private final PageFiles page;
  private final PublicFiles files;
  private final byte[] questions;
  private final @Nullable Integer ownManagementPort;

  /// The paths of other services, with ours.
  private final Map<String, String> elsewhere;

  /// @param ownManagementPort the port of the metrics, if it differs from that of the API
  FirstContactController(
      PageFiles page,
      PublicFiles files,
      @Value("${management.endpoints.web.base-path:/actuator}") String actuators,
      @Value("${management.server.port:#{null}}") @Nullable Integer ownManagementPort)
      throws IOException {
    this.page = page;
    this.files = files;
    this.ownManagementPort = ownManagementPort;
    String metrics = actuators + "/prometheus";
    questions =
        new ClassPathResource("questions.txt")
            .getContentAsString(StandardCharsets.UTF_8)
            .replace("/actuator/prometheus", metrics)
            .getBytes(StandardCharsets.UTF_8);
    elsewhere =
        Map.of(
            "/metrics", metrics,
            "/health", "/livez",
            "/healthz", "/livez",
            "/ready", "/readyz",
            "/help", "/",
            "/favicon.ico", "/swagger-ui/icon.png",
            "/openapi.json", "/v3/api-docs");
  }

  /// The page for browsers; for everybody else what to ask for.
  @GetMapping("/")
  void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String accepted = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (accepted.contains(MediaType.TEXT_HTML_VALUE)) {
      files.send(page.start(), "no-cache", request, response);
      return;
    }
    response.setContentType(TEXT);
    response.setContentLength(questions.length);
    response.getOutputStream().write(questions);
  }

  /// A redirect to what another service has at this path.
  @GetMapping({
    "/metrics",
    "/health",
    "/healthz",
    "/ready",
    "/help",
    "/favicon.ico",
    "/openapi.json"
  })
  ResponseEntity<Void> elsewhere(HttpServletRequest request) {
    if (ownManagementPort != null && request.getServletPath().equals("/metrics")) {
      throw Problem.of(
              ProblemCode.NOT_FOUND,
              "The metrics have a port of their own: management.server.port.")
          .exception();
    }
    return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
        .header(
            HttpHeaders.LOCATION,
            request.getContextPath() + elsewhere.get(request.getServletPath()))
        .build();
  }
}
