/// The values of an address space (mappings, permissions, sizes) and the parsers of the `/proc`
/// files that hold them. Pure: no file, no clock, no framework is used here. The same parsers serve
/// live processes, captures and pasted text.
@NullMarked
package dev.vmascope.mapping;

import org.jspecify.annotations.NullMarked;
