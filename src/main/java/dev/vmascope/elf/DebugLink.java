package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;

/// The name of the file with an object's debugging symbols: the section `.gnu_debuglink`.
///
/// @param name the name of a file, to be searched by the rules of the debugger
/// @param checksum CRC-32 of that file
public record DebugLink(RawText name, int checksum) {}
