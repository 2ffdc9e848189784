package dev.vmascope.guard;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The name of whoever sent a request, as bounds count it: the name of the credential, or the
/// network that the request came from where there is none.
public final class Requester {
  private static final String NAME = Requester.class.getName();
  private static final int SUBSCRIBER_BYTES = 8;

  private Requester() {}

  /// Takes note of the owner of a credential that was accepted.
  public static void identify(ServletRequest request, String name) {
    request.setAttribute(NAME, name);
  }

  /// The name under which a request is counted. Names of credentials and networks never coincide.
  public static String of(HttpServletRequest request) {
    return request.getAttribute(NAME) instanceof String name
        ? "token " + name
        : network(request.getRemoteAddr());
  }

  /// The network of an address: an IPv4 address stands for itself, one of IPv6 for its /64, which
  /// is what a subscriber is given (RFC 6177).
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
