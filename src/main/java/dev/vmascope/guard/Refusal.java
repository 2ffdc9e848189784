package dev.vmascope.guard;

import dev.vmascope.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// How a guard answers in place of the service.
@FunctionalInterface
public interface Refusal {
  /// Writes a problem as the answer.
  void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
