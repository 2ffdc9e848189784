package dev.vmascope.security;

import dev.vmascope.mapping.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The rights of this process: its user and the capabilities in effect, as the kernel has them.
///
/// @param user the real user id; in a container, as the container counts
/// @param capabilities their names
record OwnRights(long user, List<String> capabilities) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /// Those that open the address space of other users' processes (`ptrace_may_access`,
  /// `kernel/ptrace.c`; `perfmon_capable`, from Linux 6.15).
  private static final List<String> READING =
      List.of("CAP_SYS_PTRACE", "CAP_PERFMON", "CAP_SYS_ADMIN");

  OwnRights {
    capabilities = List.copyOf(capabilities);
  }

  /// Those of now.
  static OwnRights now() {
    try {
      ProcessStatus status = ProcessStatus.parse(Files.readAllBytes(STATUS), STATUS.toString());
      return new OwnRights(
          status.user().orElseThrow(), status.capabilities().orElseThrow().names());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What lets it read more than any user of the machine may: root, capabilities.
  List<String> beyondUsers() {
    List<String> rights = new ArrayList<>(READING);
    rights.retainAll(capabilities);
    if (user == 0) {
      rights.addFirst("root");
    }
    return rights;
  }
}
