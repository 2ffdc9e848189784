package dev.vmascope.http.guard;

import dev.vmascope.http.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// A writer of the response with which a guard rejects a request.
@FunctionalInterface
public interface Refusal {
  /// Writes a problem as the response.
  void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
