package dev.vmascope.procfs.raw;

import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Consistency;

/// The bytes of one small file as the kernel wrote them, if readable.
///
/// @param path relative to the folder of the process, or to the root of the proc file system
/// @param content the bytes; partial where the file is longer than what is read of it, or where
///   only one line of it was kept
public record RawFile(String path, Outcome<byte[]> content, Consistency stamp) {}
