/// A pinned process: identity, status, listings, limits and threads.
@NullMarked
package dev.vmascope.procfs.process;

import org.jspecify.annotations.NullMarked;
