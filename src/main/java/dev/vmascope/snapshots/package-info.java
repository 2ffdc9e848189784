/// Snapshots: captures that the service stores, one file each, and the operations on them.
@NullMarked
package dev.vmascope.snapshots;

import org.jspecify.annotations.NullMarked;
