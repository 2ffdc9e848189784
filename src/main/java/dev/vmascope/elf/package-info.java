/// The ELF format within bounds: headers, sections, dynamic entries, notes and symbols. Pure.
/// Nothing here trusts an object: every count, offset and length is checked, and every omission is
/// reported.
@NullMarked
package dev.vmascope.elf;

import org.jspecify.annotations.NullMarked;
