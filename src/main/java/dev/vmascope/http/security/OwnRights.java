package dev.vmascope.http.security;

import dev.vmascope.mapping.proc.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The user and the effective capabilities of this process. They are read from the kernel.
///
/// @param user the real user id, inside the container's user namespace if there is one
/// @param capabilities the names of the capabilities
record OwnRights(long user, List<String> capabilities) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /// The capabilities that give access to processes of other users (`ptrace_may_access`,
  /// `kernel/ptrace.c`; `perfmon_capable`, from Linux 6.15).
  private static final List<String> READING =
      List.of("CAP_SYS_PTRACE", "CAP_PERFMON", "CAP_SYS_ADMIN");

  OwnRights {
    capabilities = List.copyOf(capabilities);
  }

  /// The present rights.
  static OwnRights now() {
    try {
      ProcessStatus status = ProcessStatus.parse(Files.readAllBytes(STATUS), STATUS.toString());
      return new OwnRights(
          status.user().orElseThrow(), status.capabilities().orElseThrow().names());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rights beyond those of an ordinary user: root, capabilities.
  List<String> beyondUsers() {
    List<String> rights = new ArrayList<>(READING);
    rights.retainAll(capabilities);
    if (user == 0) {
      rights.addFirst("root");
    }
    return rights;
  }
}
