package dev.vmascope.http.security;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// An operation that is not open.
///
/// @param scope the one that it needs; any does if absent
record GuardedOperation(String method, String path, Optional<String> scope) {
  /// All there are, as the service itself lists them.
  static List<GuardedOperation> all(RequestMappingHandlerMapping handlers) {
    List<GuardedOperation> guarded = new ArrayList<>();
    guarded.add(new GuardedOperation("GET", "/actuator/prometheus", Optional.of("metrics:read")));
    guarded.add(new GuardedOperation("GET", "/actuator/info", Optional.empty()));
    guarded.add(new GuardedOperation("GET", "/v3/api-docs", Optional.empty()));
    handlers
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          for (String template : mapping.getPatternValues()) {
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
              if (isApi(Set.of(template))) {
                String path =
                    template
                        .replace("{pid}", "self")
                        .replace("/watch", "/watch?for=100ms")
                        .replace("/events", "/events?for=100ms")
                        .replace("/api/diff", "/api/diff?a=self&b=self")
                        .replace("{address}", "0x1000")
                        .replace("{buildId}", "inode-1")
                        .replace("{snapshot}", "none")
                        .replace("{*group}", "other");
                guarded.add(new GuardedOperation(method.name(), path, scope(handler.getMethod())));
              }
            }
          }
        });
    return guarded;
  }

  static boolean isApi(Set<String> patterns) {
    return patterns.stream()
        .anyMatch(pattern -> pattern.equals("/api") || pattern.startsWith("/api/"));
  }

  static Optional<String> scope(Method method) {
    MergedAnnotation<?> scope =
        MergedAnnotations.from(method).get("dev.vmascope.http.api.RequiresScope");
    return scope.isPresent() ? Optional.of(scope.getString("value")) : Optional.empty();
  }
}
