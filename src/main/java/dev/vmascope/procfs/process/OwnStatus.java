package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.Capabilities;
import dev.vmascope.mapping.proc.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// The user and capabilities of the service, from its own `/proc/self/status`. They are read at the
/// start: the service never changes its user, and never asks for capabilities.
public final class OwnStatus {
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Optional<ProcessStatus> OWN = read();

  private OwnStatus() {}

  /// The capabilities in effect, in its own user namespace; none where they cannot be read.
  public static Capabilities capabilities() {
    return OWN.flatMap(ProcessStatus::capabilities).orElse(new Capabilities(0));
  }

  /// The user id; empty where it cannot be read.
  public static OptionalLong user() {
    return OWN.map(ProcessStatus::user).orElse(OptionalLong.empty());
  }

  private static Optional<ProcessStatus> read() {
    try {
      return Optional.of(ProcessStatus.parse(Files.readAllBytes(STATUS), STATUS.toString()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
