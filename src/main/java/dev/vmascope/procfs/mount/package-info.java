/// The mounts that a process sees, and the layers of overlay mounts.
@NullMarked
package dev.vmascope.procfs.mount;

import org.jspecify.annotations.NullMarked;
