package dev.vmascope.explorer;

import dev.vmascope.http.guard.UnwaitedAnswers;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the API explorer's files: Swagger UI with a page of its own. They are public,
/// so they are compressed once, cacheable by browsers, and sent without a thread that waits.
@Hidden
@RestController
class ExplorerController {
  private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/";
  private static final String PAGE = "index.html";
  private static final String ICON = "icon.png";
  private static final String START = "swagger-initializer.js";
  private static final Map<String, String> TYPES =
      Map.of(
          PAGE,
          "text/html;charset=UTF-8",
          "index.css",
          "text/css;charset=UTF-8",
          "swagger-ui.css",
          "text/css;charset=UTF-8",
          "swagger-ui-bundle.js",
          "text/javascript;charset=UTF-8",
          "swagger-ui-standalone-preset.js",
          "text/javascript;charset=UTF-8",
          START,
          "text/javascript;charset=UTF-8",
          ICON,
          "image/png");

  /// The `Accept-Encoding` of a client that accepts gzip (RFC 9110, 12.5.3), without `q=0`.
  private static final Pattern GZIP =
      Pattern.compile("(?i)(?:^|,)\\s*(?:gzip|\\*)\\s*(?:,|$|;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$)))");

  private final Map<String, ExplorerFile> files = new ConcurrentHashMap<>();
  private final UnwaitedAnswers answers;
  private final String folder;

  ExplorerController(UnwaitedAnswers answers) throws IOException {
    this.answers = answers;
    Properties webjar = new Properties();
    try (InputStream properties =
        new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties")
            .getInputStream()) {
      webjar.load(properties);
    }
    folder = WEBJAR + webjar.getProperty("version") + "/";
  }

  @GetMapping("/swagger-ui/{name}")
  void file(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!TYPES.containsKey(name)) {
      throw Problem.of(ProblemCode.NOT_FOUND, "The explorer has no such file.").exception();
    }
    ExplorerFile file = files.computeIfAbsent(name, this::load);
    // The page and its start are small: a new version of the service shows at once.
    boolean checked = name.equals(PAGE) || name.equals(START);
    response.setHeader(HttpHeaders.CACHE_CONTROL, checked ? "no-cache" : "max-age=86400");
    response.setHeader(HttpHeaders.ETAG, file.tag());
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (known != null && known.contains(file.tag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    String accepted =
        String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)));
    boolean compressed = GZIP.matcher(accepted).find();
    response.setContentType(file.type());
    response.setContentLength(compressed ? file.compressedLength() : file.length());
    if (compressed) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    answers.send(request, response, compressed ? file.compressedStream() : file.stream());
  }

  private ExplorerFile load(String name) {
    List<String> parts =
        switch (name) {
          case START -> List.of("explorer/token.js", "explorer/start.js");
          case PAGE, ICON -> List.of("explorer/" + name);
          default -> List.of(folder + name);
        };
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (String part : parts) {
        bytes.write(new ClassPathResource(part).getContentAsByteArray());
      }
      return new ExplorerFile(String.valueOf(TYPES.get(name)), bytes.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("the jar lacks a file of the explorer", e);
    }
  }
}
