/// Reading ELF objects, within bounds: headers, sections, dynamic entries, notes, symbols, and what
/// follows from them. Pure: it takes bytes from `procfs` and knows no files. Nothing here trusts an
/// object: every count, offset and length is checked, and what is left out is said.
@NullMarked
package dev.vmascope.elf;

import org.jspecify.annotations.NullMarked;
