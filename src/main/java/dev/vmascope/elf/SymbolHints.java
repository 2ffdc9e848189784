package dev.vmascope.elf;

/// The hints from the names of symbols that the dynamic linker binds.
///
/// @param stackCanary whether a function checks its stack frame: `__stack_chk_fail` is known
/// @param fortified whether calls are checked against the size of their buffers: a function
///   `__…_chk` is imported
public record SymbolHints(boolean stackCanary, boolean fortified) {}
