package dev.vmascope.access;

/// What the object behind a mapping has for one of its pages.
///
/// @param sizeBytes how large the object is now
/// @param shortage whether there is room for the page, if the object does not have it yet
public record FileState(long sizeBytes, Shortage shortage) {
  /// Why there is no room for a page.
  public enum Shortage {
    /// There is room, or the page is there.
    NONE,
    /// A file system in memory (tmpfs) is full: not even reading a hole works, since that takes a
    /// page.
    IN_MEMORY,
    /// A disk is full: a hole can be read, but not written through a shared mapping.
    ON_DISK
  }
}
