package dev.vmascope.security;

import dev.vmascope.guard.Requester;
import jakarta.servlet.http.HttpServletRequest;
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

  /// Whether a complaint may quote what may be an address, in an answer that is already taken for
  /// one that has some.
  public static boolean maySeeAddresses() {
    return has(Scope.MAPS_ADDRESSES);
  }

  /// Whether limit and budget of reads that walk page tables may be lifted.
  public static boolean mayForce() {
    return has(Scope.SCANS_EXPENSIVE);
  }

  /// Whether mappings may be read for the answer, beyond what the operation asks for.
  public static boolean readsMaps() {
    return has(Scope.MAPS_READ);
  }

  /// Who asks on this thread, as bounds count it: see [Requester]; the service itself where no
  /// request is answered.
  public static String name() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? Requester.of(request.getRequest())
        : "service";
  }

  /// Whether the answer may have a command line.
  public static boolean seesCommandLines() {
    return has(Scope.PROCESSES_COMMAND_LINES);
  }

  private static boolean has(Scope scope) {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return caller != null
        && caller.getAuthorities().stream()
            .anyMatch(authority -> scope.toString().equals(authority.getAuthority()));
  }
}
