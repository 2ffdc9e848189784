package dev.vmascope.access.rule;

/// The state of a mapped object at one of its pages.
///
/// @param sizeBytes the current size of the object
/// @param shortage whether there is room for the page, if the object does not have it yet
public record FileState(long sizeBytes, Shortage shortage) {
  /// The reason why there is no room for a page.
  public enum Shortage {
    /// No shortage: there is room, or the page exists.
    NONE,
    /// A full file system in memory (tmpfs): not even reading a hole works, since that takes a
    /// page.
    IN_MEMORY,
    /// A full disk: a hole can be read, but not written through a shared mapping.
    ON_DISK
  }
}
