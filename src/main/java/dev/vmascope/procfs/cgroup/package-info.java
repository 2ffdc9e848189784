/// Control groups as they are mounted, and their memory: limits, usage, and the place of a
/// process's group below a mount.
@NullMarked
package dev.vmascope.procfs.cgroup;

import org.jspecify.annotations.NullMarked;
