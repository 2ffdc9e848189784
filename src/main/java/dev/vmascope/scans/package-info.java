/// The feature scans: the budget for page-table walks, and the last decisions.
@NullMarked
package dev.vmascope.scans;

import org.jspecify.annotations.NullMarked;
