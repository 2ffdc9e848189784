/// The ELF format within bounds: headers, sections, dynamic entries, notes, symbols, and the facts
/// that follow from them; and the objects that a process has loaded. It takes bytes from `procfs`
/// and opens no files. Nothing here trusts an object: every count, offset and length is checked,
/// and every omission is reported.
@NullMarked
package dev.vmascope.elf;

import org.jspecify.annotations.NullMarked;
