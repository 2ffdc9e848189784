package dev.vmascope.explorer;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the API explorer's files: Swagger UI with a page of its own.
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

  private final Map<String, PublicFile> files = new ConcurrentHashMap<>();
  private final PublicFiles sender;
  private final String folder;

  ExplorerController(PublicFiles sender) throws IOException {
    this.sender = sender;
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
    PublicFile file = files.computeIfAbsent(name, this::load);
    // The page and its start are small: a new version of the service shows at once.
    boolean checked = name.equals(PAGE) || name.equals(START);
    sender.send(file, checked ? "no-cache" : "max-age=86400", request, response);
  }

  private PublicFile load(String name) {
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
      return new PublicFile(String.valueOf(TYPES.get(name)), bytes.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("the jar lacks a file of the explorer", e);
    }
  }
}
