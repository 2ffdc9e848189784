package dev.vmascope.http.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The error page of the server, for failures outside of Spring MVC: filters, the firewall.
@Hidden
@RestController
class ProblemErrorController implements ErrorController {
  private final ProblemWriter writer;

  ProblemErrorController(ProblemWriter writer) {
    this.writer = writer;
  }

  @RequestMapping("${spring.web.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    HttpServletRequest original =
        new HttpServletRequestWrapper(request) {
          @Override
          public String getRequestURI() {
            return uri instanceof String path ? path : super.getRequestURI();
          }
        };
    // Called directly, without an error, this path is like any other that does not exist.
    Problem problem =
        ProblemWriter.remembered(request)
            .orElseGet(() -> StatusProblems.of(status instanceof Integer code ? code : 404));
    writer.write(problem, original, response);
  }
}
