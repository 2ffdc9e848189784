/// The snapshot that a request reads in place of running processes.
@NullMarked
package dev.vmascope.http.snapshot;

import org.jspecify.annotations.NullMarked;
