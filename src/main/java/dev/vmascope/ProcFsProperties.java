package dev.vmascope;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The property `vmascope.procfs.root`: the mount point of the proc file system.
///
/// @param root the mount point, or a folder of captures
@ConfigurationProperties("vmascope.procfs")
record ProcFsProperties(@DefaultValue("/proc") Path root) {
  ProcFsProperties {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(
          "vmascope.procfs.root is no directory: "
              + root
              + "; vmascope needs a mounted proc file system");
    }
  }
}
