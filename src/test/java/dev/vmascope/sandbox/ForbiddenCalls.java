package dev.vmascope.sandbox;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The system calls that the service never makes.
public final class ForbiddenCalls {
  private ForbiddenCalls() {}

  /// Their names.
  public static Set<String> names() {
    return Arrays.stream(SystemCall.values())
        .filter(call -> call.restraint() == Restraint.SYSTEM_CALLS)
        .filter(call -> call.use() == SystemCall.Use.NEVER)
        .map(SystemCall::toString)
        .collect(Collectors.toUnmodifiableSet());
  }
}
