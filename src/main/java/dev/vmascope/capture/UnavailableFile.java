package dev.vmascope.capture;

import org.jspecify.annotations.Nullable;

/// A file that a capture does not have.
///
/// @param field the path that it would have
/// @param reason the outcome of its read, `unsupported` (this kernel has none), or `skipped`
/// @param remedy the way to get it; absent if there is none
public record UnavailableFile(String field, String reason, @Nullable String remedy) {}
