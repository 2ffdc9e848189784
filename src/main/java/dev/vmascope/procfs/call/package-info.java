/// The system calls, their error numbers, and the outcomes of reads.
@NullMarked
package dev.vmascope.procfs.call;

import org.jspecify.annotations.NullMarked;
