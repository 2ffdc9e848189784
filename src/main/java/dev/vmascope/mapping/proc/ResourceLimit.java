package dev.vmascope.mapping.proc;

import java.util.OptionalLong;

/// A resource limit of a process (`getrlimit(2)`), in bytes; absent if unlimited.
///
/// @param soft the limit in force
/// @param hard the maximum to which the process may raise it
public record ResourceLimit(OptionalLong soft, OptionalLong hard) {}
