/// The scheduler: looks at all processes every tick and publishes one immutable sample, which the
/// API, the metrics and the page read. Nothing here serves requests or knows how a sample is shown.
@NullMarked
package dev.vmascope.sampling;

import org.jspecify.annotations.NullMarked;
