package dev.vmascope.procfs.call;

/// The arguments of system calls that write in a folder, as a filter sees them.
///
/// @param descriptor that of the folder, open as long as this process
/// @param newFile the address of the `struct open_how` with which a file is created
/// @param names the address of the sealed names; the first one is that of every new file
/// @param bytes the size of all names
public record FolderArguments(int descriptor, long newFile, long names, long bytes) {
  /// The distance of two names, in bytes; a power of two.
  public static final int NAME_BYTES = 32;
}
