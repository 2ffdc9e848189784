package dev.vmascope.procfs.object;

/// The size and free space of the file behind a mapped page.
///
/// @param sizeBytes the size of the file
/// @param noRoom whether it has no page there yet, and its file system has no space for one
/// @param inMemory whether that is a file system in memory (tmpfs)
public record BackingFileState(long sizeBytes, boolean noRoom, boolean inMemory) {}
