package dev.vmascope.security;

import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/// Refuses to start where anybody on the network could read every process: another address than
/// loopback needs tokens, or a word that it is meant so.
@Component
class SafeStart {
  private static final Logger LOG = LoggerFactory.getLogger(SafeStart.class);

  SafeStart(SecurityProperties security, ServerProperties server) {
    InetAddress address = server.getAddress();
    boolean loopback = address != null && address.isLoopbackAddress();
    if (security.mode() == SecurityProperties.Mode.TOKEN && security.tokenFile() == null) {
      throw new UnsafeStartException(
          "vmascope.security.mode is token, but there is no token file.",
          "Let vmascope.security.token-file name a file with lines name:sha256-hex:scope,scope.");
    }
    if (loopback || security.mode() == SecurityProperties.Mode.TOKEN) {
      return;
    }
    String where = address == null ? "all addresses" : address.getHostAddress();
    if (!security.allowInsecure()) {
      throw new UnsafeStartException(
          "vmascope would listen on "
              + where
              + " without asking who is there: whoever reaches it"
              + " could read the address space of every process.",
          "Set vmascope.security.mode=token and vmascope.security.token-file, or leave server.address on"
              + " loopback; vmascope.security.allow-insecure=true starts it all the same.");
    }
    LOG.warn(
        "Listening on {} without authentication (vmascope.security.allow-insecure): whoever reaches"
            + " this port can read the address space of every process",
        where);
  }
}
