/// The scheduler: reads of all processes in every tick, and the immutable sample that it publishes
/// for the API, the metrics and the page; with the groups, the growth and the findings of
/// processes. Nothing here serves requests.
@NullMarked
package dev.vmascope.sampling;

import org.jspecify.annotations.NullMarked;
