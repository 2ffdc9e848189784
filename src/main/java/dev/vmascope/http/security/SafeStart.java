package dev.vmascope.http.security;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/// A check at the start that rejects configurations open to the network. An address other than
/// loopback, and any host name, require tokens, or an explicit opt-out; signed tokens require an
/// issuer and an audience. A warning is logged if mode `none` gives callers more than the kernel
/// would.
@Lazy(false)
@Component
class SafeStart {
  private static final Logger LOG = LoggerFactory.getLogger(SafeStart.class);
  private static final int DEFAULT_PORT = 8080;

  /// @param managementPort the port of health and metrics, if it differs from that of the service
  SafeStart(
      SecurityProperties security,
      ServerProperties server,
      @Value("${management.server.port:#{null}}") @Nullable Integer managementPort,
      @Value("${management.server.address:#{null}}") @Nullable InetAddress managementAddress) {
    AllowedHosts.check(security);
    switch (security.mode()) {
      case NONE -> {
        warnOfRights();
        check(security, server.getAddress());
        int port = server.getPort() == null ? DEFAULT_PORT : server.getPort();
        boolean samePort = managementPort != null && managementPort == port && port != 0;
        if (managementPort != null && managementPort >= 0 && !samePort) {
          check(security, managementAddress);
        }
      }
      case TOKEN -> {}
      case JWT -> TrustedIssuer.of(security.jwt(), security.allowInsecure());
    }
  }

  private static void warnOfRights() {
    List<String> rights = OwnRights.now().beyondUsers();
    if (!rights.isEmpty()) {
      LOG.warn(
          "The service has the rights of {} and no authentication: every user of this machine, and every"
              + " container of its network, can read data of processes that the kernel shows only to {}."
              + " vmascope.security.mode=token requires a token",
          String.join(", ", rights),
          rights.getFirst());
    }
  }

  private static void check(SecurityProperties security, @Nullable InetAddress address) {
    if (address != null && address.isLoopbackAddress()) {
      return;
    }
    String where = address == null ? "all addresses" : address.getHostAddress();
    if (!security.allowInsecure()) {
      throw new UnsafeStartException(
          "vmascope would listen on "
              + where
              + " without authentication: anyone who reaches it could read the address space of every process.",
          "Set vmascope.security.mode=token (or jwt), or server.address (and management.server.address, if there"
              + " is a management.server.port) to 127.0.0.1; vmascope.security.allow-insecure=true starts it anyway.");
    }
    LOG.warn(
        "The service listens on {} without authentication (vmascope.security.allow-insecure): anyone who reaches"
            + " this port can read the address space of every process",
        where);
  }
}
