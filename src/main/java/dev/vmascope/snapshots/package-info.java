/// Captures of processes, to take away and to read elsewhere.
@NullMarked
package dev.vmascope.snapshots;

import org.jspecify.annotations.NullMarked;
