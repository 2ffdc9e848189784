package dev.vmascope;

import dev.vmascope.procfs.cgroup.CgroupTree;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The properties `vmascope.cgroup.*`: the mount point of control groups.
///
/// @param root the mount point; by default `/sys/fs/cgroup` for the processes of `/proc`, and none
///   for those of another folder, whose groups may be those of another machine
@ConfigurationProperties("vmascope.cgroup")
record CgroupProperties(@Nullable Path root) {
  private static final Path USUAL_PROC = Path.of("/proc");
  private static final Path USUAL_ROOT = Path.of("/sys/fs/cgroup");

  Optional<CgroupTree> tree(Path procRoot) {
    if (root != null) {
      return Optional.of(new CgroupTree(root));
    }
    return procRoot.equals(USUAL_PROC) ? Optional.of(new CgroupTree(USUAL_ROOT)) : Optional.empty();
  }
}
