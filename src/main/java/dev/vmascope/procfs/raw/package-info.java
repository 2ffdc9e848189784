/// The small files of a process and of the machine as the kernel wrote them. Nothing here knows a
/// grammar, but for the one line that is taken of a file about all processes.
@NullMarked
package dev.vmascope.procfs.raw;

import org.jspecify.annotations.NullMarked;
