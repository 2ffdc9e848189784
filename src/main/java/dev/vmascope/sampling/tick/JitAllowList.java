package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.space.InstalledPath;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.rule.MappingInspector;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The programs that are known to generate code.
@Component
public final class JitAllowList {
  private static final String DELETED = " (deleted)";

  private final List<Glob> executables;

  JitAllowList(FindingProperties properties) {
    executables = properties.codeGenerators().stream().map(Glob::new).toList();
  }

  /// The inspector of the mappings of a process. Where its executable may not be read, the first
  /// file that is mapped as code stands for it.
  public MappingInspector inspector(ProcessReading process) {
    Optional<RawText> executable = process.executable().value();
    return new MappingInspector(executable.map(this::include), this::include);
  }

  /// The inspector of the mappings of a process that is not here.
  public MappingInspector inspector() {
    return new MappingInspector(Optional.empty(), this::include);
  }

  private boolean include(RawText executable) {
    String printed = executable.latin1();
    RawText last =
        printed.endsWith(DELETED)
            ? new RawText(printed.substring(0, printed.length() - DELETED.length()))
            : executable;
    // An update renames a program that runs.
    String path =
        InstalledPath.of(last)
            .filter(InstalledPath::certain)
            .map(InstalledPath::path)
            .orElse(last)
            .text();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !MappingInspector.isTemporary(path)
        && executables.stream().anyMatch(glob -> glob.matches(path) || glob.matches(name));
  }
}
