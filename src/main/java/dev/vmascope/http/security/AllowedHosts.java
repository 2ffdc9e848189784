package dev.vmascope.http.security;

import dev.vmascope.http.guard.HostGuard;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The host names under which the service responds. In mode `none` they are the only defence
/// against DNS rebinding, a foreign page whose name resolves to loopback.
final class AllowedHosts {
  private static final Logger LOG = LoggerFactory.getLogger(AllowedHosts.class);
  private static final Pattern NAME =
      Pattern.compile("(?i)\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{0,252}[a-z0-9_-]|\\*");

  private AllowedHosts() {}

  /// Checks the names for a mode; some are allowed with a warning.
  ///
  /// @throws UnsafeStartException if a name is invalid, or all are allowed without authentication
  static void check(SecurityProperties security) {
    for (String name : security.hosts()) {
      if (!NAME.matcher(name).matches()) {
        throw new UnsafeStartException(
            "vmascope.security.allowed-hosts has \"" + name + "\", which no request can name.",
            "Let each be a name, or an address as in a URL: those of IPv6 in brackets, without port. The word * alone"
                + " stands for any; there are no patterns.");
      }
    }
    if (security.mode() == SecurityProperties.Mode.NONE) {
      checkOfNone(security.hosts(), security.allowInsecure());
    }
  }

  private static void checkOfNone(List<String> names, boolean allowInsecure) {
    List<String> others =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> !HostGuard.LOOPBACK.contains(name))
            .toList();
    if (!names.contains(HostGuard.ANY)) {
      if (!others.isEmpty()) {
        LOG.warn(
            "Requests to {} need no authentication: whoever controls the DNS of these names can read the address"
                + " space of every process, by a page in a browser of this machine",
            String.join(", ", others));
      }
    } else if (allowInsecure) {
      LOG.warn(
          "Requests to any host name need no authentication (vmascope.security.allow-insecure): a page in a"
              + " browser of this machine can read the address space of every process");
    } else {
      throw new UnsafeStartException(
          "vmascope would answer to any host name without asking who is there: a page in a browser of this"
              + " machine, whose name is turned to loopback, could read the address space of every process.",
          "List names in vmascope.security.allowed-hosts, or set vmascope.security.mode=token (or jwt);"
              + " vmascope.security.allow-insecure=true starts it anyway.");
    }
  }
}
