package dev.vmascope.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/// The questions whether the service lives and is ready, which are always answered.
final class Probes {
  private static final Set<String> PATHS = Set.of("/livez", "/readyz");

  private Probes() {}

  static boolean isProbe(HttpServletRequest request) {
    return PATHS.contains(request.getServletPath());
  }
}
