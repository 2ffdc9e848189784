@NullMarked
package dev.vmascope.procfs.cgroup;

import org.jspecify.annotations.NullMarked;
