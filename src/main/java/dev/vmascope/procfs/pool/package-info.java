/// The reader threads: time-outs, quarantine of processes whose reads hang, and the budget for
/// bytes of listings.
@NullMarked
package dev.vmascope.procfs.pool;

import org.jspecify.annotations.NullMarked;
