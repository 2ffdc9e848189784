/// A whole address space: its mappings in order with their categories, filters, totals and a
/// summary.
@NullMarked
package dev.vmascope.mapping.space;

import org.jspecify.annotations.NullMarked;
