package dev.vmascope.http.operation;

import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// An interceptor that rejects callers without the scope of the operation. It comes before any
/// parameter is resolved, since resolving one may read a process. An operation of the API that
/// names no scope is open to nobody.
final class ScopeCheck implements HandlerInterceptor {
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      RequiresScope required = method.getMethodAnnotation(RequiresScope.class);
      if (required == null && isOfApi(request)) {
        throw new AccessDeniedException("names no scope");
      }
      if (required != null && !Caller.has(required.value())) {
        throw Problem.scope("This operation", required.value()).exception();
      }
    }
    return true;
  }

  private static boolean isOfApi(HttpServletRequest request) {
    String pattern =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    return pattern.equals("/api") || pattern.startsWith("/api/");
  }
}
