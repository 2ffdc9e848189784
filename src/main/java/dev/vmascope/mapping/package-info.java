/// The vocabulary of an address space: mappings, ranges, permissions, kinds, categories, sizes and
/// flags. Pure: no file, no clock and no framework is used in any package below this one, so the
/// same code serves live processes, captures and pasted text.
@NullMarked
package dev.vmascope.mapping;

import org.jspecify.annotations.NullMarked;
