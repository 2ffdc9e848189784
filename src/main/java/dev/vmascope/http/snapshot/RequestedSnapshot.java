package dev.vmascope.http.snapshot;

import java.util.Map;
import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerMapping;

/// The snapshot that the path of a request names. It stays open until the request ends.
public final class RequestedSnapshot {
  /// The name of its id in paths.
  public static final String NAME = "snapshot";

  private static final String ATTRIBUTE = RequestedSnapshot.class.getName();

  private RequestedSnapshot() {}

  /// Opens the snapshot that the path names; empty if it names a process.
  public static Optional<OpenSnapshot> open(RequestAttributes request, SnapshotSource source) {
    Object variables =
        request.getAttribute(
            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    if (!(variables instanceof Map<?, ?> path) || !path.containsKey(NAME)) {
      return Optional.empty();
    }
    return Optional.of(open(request, source, String.valueOf(path.get(NAME))));
  }

  /// Opens a snapshot, which the request reads from now on.
  public static OpenSnapshot open(RequestAttributes request, SnapshotSource source, String id) {
    OpenSnapshot snapshot = source.open(id);
    request.setAttribute(ATTRIBUTE, snapshot, RequestAttributes.SCOPE_REQUEST);
    request.registerDestructionCallback(
        ATTRIBUTE, snapshot::close, RequestAttributes.SCOPE_REQUEST);
    return snapshot;
  }

  /// The snapshot that the request of this thread reads; empty if it reads running processes.
  public static Optional<OpenSnapshot> current() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    return request != null
            && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                instanceof OpenSnapshot snapshot
        ? Optional.of(snapshot)
        : Optional.empty();
  }
}
