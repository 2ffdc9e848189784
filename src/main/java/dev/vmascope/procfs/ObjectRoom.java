package dev.vmascope.procfs;

/// What the object behind a mapping has for one of its pages.
///
/// @param sizeBytes how large it is
/// @param noRoom whether it has no page there yet, and its file system has no room for one
/// @param inMemory whether that is a file system in memory (tmpfs)
public record ObjectRoom(long sizeBytes, boolean noRoom, boolean inMemory) {}
