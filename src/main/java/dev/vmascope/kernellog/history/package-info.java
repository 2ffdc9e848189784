/// The last faults and OOM kills of this machine, and those of a pasted log.
@NullMarked
package dev.vmascope.kernellog.history;

import org.jspecify.annotations.NullMarked;
