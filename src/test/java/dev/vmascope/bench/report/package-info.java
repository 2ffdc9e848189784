/// Measured rows as data: collected over runs, merged, printed as a table, written as JSON; no
/// measurement.
@NullMarked
package dev.vmascope.bench.report;

import org.jspecify.annotations.NullMarked;
