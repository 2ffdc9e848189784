package dev.vmascope.http.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/// The paths of the liveness and readiness probes, which are always answered.
final class ProbePaths {
  private static final Set<String> PATHS = Set.of("/livez", "/readyz");

  private ProbePaths() {}

  static boolean isProbe(HttpServletRequest request) {
    return PATHS.contains(request.getServletPath());
  }
}
