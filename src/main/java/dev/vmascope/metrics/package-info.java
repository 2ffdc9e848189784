/// The meters: their names, their meanings, and the value of the published sample that each shows.
/// The only code that uses Micrometer. Nothing here reads `/proc`.
@NullMarked
package dev.vmascope.metrics;

import org.jspecify.annotations.NullMarked;
