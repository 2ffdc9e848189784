/// The published sample of one tick: processes, groups and their growth. It is immutable, and all
/// that the API, the metrics and the page read of the scheduler.
@NullMarked
package dev.vmascope.sampling;

import org.jspecify.annotations.NullMarked;
