package dev.vmascope.http.guard;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The name by which limits count a client. It is the name of the credential, or the client's
/// network where there is none.
public final class Requester {
  private static final String NAME = Requester.class.getName();
  private static final int SUBSCRIBER_BYTES = 8;

  private Requester() {}

  /// Records the owner of an accepted credential.
  public static void identify(ServletRequest request, String name) {
    request.setAttribute(NAME, name);
  }

  /// The name by which a request is counted. Names of credentials and networks never coincide.
  public static String of(HttpServletRequest request) {
    return request.getAttribute(NAME) instanceof String name
        ? "token " + name
        : network(request.getRemoteAddr());
  }

  /// The network of an address: an IPv4 address itself, the /64 of an IPv6 address, which is the
  /// prefix of a subscriber (RFC 6177).
  ///
  /// @param address the address as text, never a name
  static String network(@Nullable String address) {
    if (address == null) {
      return "unknown";
    }
    try {
      return network(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException _) {
      return address;
    }
  }

  static String network(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), SUBSCRIBER_BYTES))
        : address.getHostAddress();
  }
}
