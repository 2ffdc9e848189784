package dev.vmascope.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Who sent the request that is being answered, as far as its answer depends on that.
public final class Caller {
  /// The attribute of requests whose answers have absolute addresses.
  static final String SEES_ADDRESSES = Caller.class.getName() + ".seesAddresses";

  private Caller() {}

  /// Whether the answer may have absolute addresses. If so, it is taken for one that has some, and
  /// is audited.
  public static boolean seesAddresses(HttpServletRequest request) {
    boolean sees = has(Scope.MAPS_ADDRESSES);
    if (sees) {
      request.setAttribute(SEES_ADDRESSES, true);
    }
    return sees;
  }

  /// Whether limit and budget of reads that walk page tables may be lifted.
  public static boolean mayForce() {
    return has(Scope.SCANS_EXPENSIVE);
  }

  /// Who asks on this thread: the name of the token, the address where nobody has a name, and the
  /// service itself where no request is answered.
  public static String name() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller != null && !(caller instanceof AnonymousAuthenticationToken)) {
      return "caller " + caller.getName();
    }
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? "address " + request.getRequest().getRemoteAddr()
        : "service";
  }

  private static boolean has(Scope scope) {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return caller != null
        && caller.getAuthorities().stream()
            .anyMatch(authority -> scope.toString().equals(authority.getAuthority()));
  }
}
