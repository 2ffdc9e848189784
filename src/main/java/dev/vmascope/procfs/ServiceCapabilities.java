package dev.vmascope.procfs;

import dev.vmascope.mapping.Capabilities;
import dev.vmascope.mapping.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The capabilities that the service has in effect, in its own user namespace: those that it
/// started with, since it never asks for others.
public final class ServiceCapabilities {
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Capabilities OWN = read();

  private ServiceCapabilities() {}

  /// The set; none where they cannot be read.
  public static Capabilities own() {
    return OWN;
  }

  private static Capabilities read() {
    try {
      return Optional.of(ProcessStatus.parse(Files.readAllBytes(STATUS), STATUS.toString()))
          .flatMap(ProcessStatus::capabilities)
          .orElse(new Capabilities(0));
    } catch (IOException _) {
      return new Capabilities(0);
    }
  }
}
