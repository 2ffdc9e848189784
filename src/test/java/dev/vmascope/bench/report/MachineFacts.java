package dev.vmascope.bench.report;

import dev.vmascope.Shell;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The facts without which figures cannot be compared: the machine, the JVM, the code.
///
/// @param kernel its release
/// @param processor its model, as the kernel names it
/// @param options of the JVM of the bench, which are those of the service
/// @param commit of the checkout, with `-dirty` if it has been changed since; absent outside a
///   checkout
public record MachineFacts(
    Instant date,
    String kernel,
    String processor,
    int processors,
    String jvm,
    List<String> options,
    Optional<String> commit) {
  public MachineFacts {
    options = List.copyOf(options);
  }

  /// The facts of this moment.
  public static MachineFacts now() throws IOException, InterruptedException {
    return new MachineFacts(
        Instant.now(),
        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        described());
  }

  private static Optional<String> described() throws IOException, InterruptedException {
    Shell.Result result =
        Shell.run("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*");
    return result.status() == 0 ? Optional.of(result.output().strip()) : Optional.empty();
  }
}
