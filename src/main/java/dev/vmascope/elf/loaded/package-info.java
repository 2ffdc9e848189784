/// The ELF objects as a process has loaded them: identity, needed libraries, load bias, and changes
/// on disk.
@NullMarked
package dev.vmascope.elf.loaded;

import org.jspecify.annotations.NullMarked;
