/// Samples in other groups than those of the metrics.
@NullMarked
package dev.vmascope.sampling.regrouping;

import org.jspecify.annotations.NullMarked;
