package dev.vmascope.explorer;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the files that the page at `/` loads. Browsers keep them for good.
@Hidden
@RestController
class PageController {
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

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
    files.send(file, FOR_GOOD, request, response);
  }
}
