package dev.vmascope.mapping;

import java.util.OptionalLong;

/// A limit that the kernel keeps for each process (`getrlimit(2)`), in bytes; absent: unlimited.
///
/// @param soft what holds
/// @param hard what the process may raise it to
public record ResourceLimit(OptionalLong soft, OptionalLong hard) {}
