/// The seccomp filters by which the service restricts its own system calls. They hold for each of
/// its threads and for child processes. Nothing here reads processes or depends on a framework.
@NullMarked
package dev.vmascope.sandbox;

import org.jspecify.annotations.NullMarked;
