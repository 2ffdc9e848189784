/// The address space as values: mappings, permissions, sizes, and the parsers from the kernel's
/// bytes to them. Pure: no file, no clock, no framework is known here; the same parsers serve live
/// processes, captures and pasted text.
@NullMarked
package dev.vmascope.mapping;

import org.jspecify.annotations.NullMarked;
