/// The messages of the kernel's log about faults and OOM kills, and their most likely causes.
@NullMarked
package dev.vmascope.kernellog;

import org.jspecify.annotations.NullMarked;
