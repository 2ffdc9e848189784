package dev.vmascope.sampling;

import dev.vmascope.mapping.Glob;
import dev.vmascope.mapping.KernelText;
import dev.vmascope.procfs.ProcessReading;
import java.util.List;
import org.springframework.stereotype.Component;

/// The programs that are known to generate code.
@Component
public final class CodeGenerators {
  private static final String DELETED = " (deleted)";

  private final List<Glob> executables;

  CodeGenerators(FindingProperties properties) {
    executables = properties.codeGenerators().stream().map(Glob::new).toList();
  }

  /// Whether a process runs one of them.
  public boolean include(ProcessReading process) {
    return process.executable().value().map(KernelText::text).filter(this::includes).isPresent();
  }

  private boolean includes(String executable) {
    String path =
        executable.endsWith(DELETED)
            ? executable.substring(0, executable.length() - DELETED.length())
            : executable;
    String name = path.substring(path.lastIndexOf('/') + 1);
    return executables.stream().anyMatch(glob -> glob.matches(path) || glob.matches(name));
  }
}
