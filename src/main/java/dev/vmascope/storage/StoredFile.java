package dev.vmascope.storage;

import java.time.Instant;

/// A complete file of the data folder.
///
/// @param bytes its size
/// @param stored the time of its last write
public record StoredFile(Slot slot, long bytes, Instant stored) {}
