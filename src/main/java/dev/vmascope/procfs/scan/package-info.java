/// The page-table walks: the governor with its budget, estimates, shared readings, and `pagemap`.
@NullMarked
package dev.vmascope.procfs.scan;

import org.jspecify.annotations.NullMarked;
