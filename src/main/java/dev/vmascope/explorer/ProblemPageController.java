package dev.vmascope.explorer;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the pages about problems, to which the member `help` of each leads. They are
/// public and always the same, so they are made once and can be cached.
@Hidden
@RestController
class ProblemPageController {
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
  private static final CacheControl DAY = CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

  private final String list;
  private final Map<String, String> pages = new HashMap<>();

  ProblemPageController() throws IOException {
    StringBuilder all =
        new StringBuilder(
            "Problems: the errors of this service (RFC 9457). Their type is urn:vmascope:problem:<code>.\n\n");
    for (ProblemCode code : ProblemCode.values()) {
      all.append("  %-34s%d  %s\n".formatted(code.page(), code.status(), code.title()));
      pages.put(code.toString(), page(code));
    }
    list = all.toString();
  }

  @GetMapping("/problems")
  ResponseEntity<String> all() {
    return text(list);
  }

  @GetMapping("/problems/{code}")
  ResponseEntity<String> one(@PathVariable String code) {
    String page = pages.get(code);
    if (page == null) {
      throw Problem.of(
              ProblemCode.NOT_FOUND, "There is no problem of this name. GET /problems lists all.")
          .exception();
    }
    return text(page);
  }

  private static ResponseEntity<String> text(String page) {
    return ResponseEntity.ok().contentType(TEXT).cacheControl(DAY).body(page);
  }

  private static String page(ProblemCode code) throws IOException {
    String example =
        new ClassPathResource("openapi/problems/" + code + ".json")
            .getContentAsString(StandardCharsets.UTF_8);
    return """
    %s: %d %s

    What happened:  %s.
    What to do:     %s.

    Example, application/problem+json:

    %s\
    """
        .formatted(code, code.status(), code.title(), code.cause(), code.advice(), example);
  }
}
