/// The feature process: the list of processes, one process in full, and its threads.
@NullMarked
package dev.vmascope.process;

import org.jspecify.annotations.NullMarked;
