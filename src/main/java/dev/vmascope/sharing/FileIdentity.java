package dev.vmascope.sharing;

import java.util.Locale;

/// The identity of a mapped file among those of one device and inode.
///
/// @param basis the evidence behind it
/// @param text the text that distinguishes it from the others; empty where there are none
public record FileIdentity(Basis basis, String text) {
  /// The identity by device and inode alone.
  static final FileIdentity OF_NUMBERS = new FileIdentity(Basis.INODE, "");

  /// The evidence that all processes that map an object map one file.
  public enum Basis {
    /// Device and inode of maps: no other file of this machine has them.
    INODE,
    /// The device of its subvolume, from the kernel's link to each mapping.
    MAP_FILES,
    /// The status of the file in its layer, from the kernel's link to each mapping. Files of two
    /// overlay mounts count as one where they share a layer and inode, size, birth and change time
    /// are the same: a heuristic.
    LAYER,
    /// The path in its file system, for lack of better evidence: a file with two hard links counts
    /// as two.
    PATH;

    /// The word that clients see.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
