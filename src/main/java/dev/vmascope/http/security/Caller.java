package dev.vmascope.http.security;

import dev.vmascope.http.guard.Requester;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// The permissions and the name of the caller of the current request.
public final class Caller {
  /// The request attribute of responses with absolute addresses.
  static final String SEES_ADDRESSES = Caller.class.getName() + ".seesAddresses";

  private Caller() {}

  /// Whether the response may have absolute addresses. If so, it counts as one that has some, and
  /// is audited.
  public static boolean seesAddresses(HttpServletRequest request) {
    boolean sees = has(Scope.MAPS_ADDRESSES);
    if (sees) {
      request.setAttribute(SEES_ADDRESSES, true);
    }
    return sees;
  }

  /// Whether a complaint may quote a possible address, in a response that already counts as one
  /// with addresses.
  public static boolean maySeeAddresses() {
    return has(Scope.MAPS_ADDRESSES);
  }

  /// Whether the limit and the budget of page-table walks may be exceeded.
  public static boolean mayForce() {
    return has(Scope.SCANS_EXPENSIVE);
  }

  /// Whether mappings may be read for the response, beyond what the operation requires.
  public static boolean readsMaps() {
    return has(Scope.MAPS_READ);
  }

  /// The name of the caller on this thread, as limits count it: see [Requester]; the service itself
  /// where no request is processed.
  public static String name() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? Requester.of(request.getRequest())
        : "service";
  }

  /// Whether the response may have a command line.
  public static boolean seesCommandLines() {
    return has(Scope.PROCESSES_COMMAND_LINES);
  }

  private static boolean has(Scope scope) {
    return has(scope.toString());
  }

  /// Whether the caller has a scope.
  public static boolean has(String scope) {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return caller != null
        && caller.getAuthorities().stream()
            .anyMatch(authority -> scope.equals(authority.getAuthority()));
  }
}
