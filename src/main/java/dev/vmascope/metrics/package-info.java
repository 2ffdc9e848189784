/// The meters: what they are called, what they mean, and which value of the published sample each
/// shows. The only code that knows Micrometer. Nothing here reads `/proc`.
@NullMarked
package dev.vmascope.metrics;

import org.jspecify.annotations.NullMarked;
