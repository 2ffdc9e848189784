/// Tests of stored snapshots.
@NullMarked
package dev.vmascope.snapshots;

import org.jspecify.annotations.NullMarked;
