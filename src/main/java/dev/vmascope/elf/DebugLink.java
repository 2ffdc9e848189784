package dev.vmascope.elf;

import dev.vmascope.mapping.KernelText;

/// Where the debugging symbols are that were taken out of an object: the section `.gnu_debuglink`.
///
/// @param name of a file, to be looked for by the rules of the debugger
/// @param checksum CRC-32 of that file
public record DebugLink(KernelText name, int checksum) {}
