package dev.vmascope.explorer;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the files that the page at `/` loads. Browsers keep those for good whose names
/// have the hash of their content.
@Hidden
@RestController
class PageController {
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";
  private static final Pattern HASHED = Pattern.compile("[A-Za-z0-9._-]*-[A-Z0-9]{8}\\.[a-z]+");

  private final PageFiles page;
  private final PublicFiles files;

  PageController(PageFiles page, PublicFiles files) {
    this.page = page;
    this.files = files;
  }

  @GetMapping("/page/{name}")
  void file(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PublicFile file =
        page.file(name)
            .orElseThrow(
                () -> Problem.of(ProblemCode.NOT_FOUND, "The page has no such file.").exception());
    String caching = HASHED.matcher(name).matches() ? FOR_GOOD : "no-cache";
    files.send(file, caching, request, response);
  }
}
