package dev.vmascope.mapping;

import java.util.Locale;

/// The identity of a mapped file among all of one device and one inode in maps.
///
/// @param basis by what it is known
/// @param text what tells it from those; empty where there are no others
public record FileIdentity(Basis basis, String text) {
  /// By device and inode alone.
  static final FileIdentity OF_NUMBERS = new FileIdentity(Basis.INODE, "");

  /// By what it is known that all who map an object map one file.
  public enum Basis {
    /// Device and inode of maps: no other file of this machine has them.
    INODE,
    /// The device of its subvolume, by the kernel's link to what each of them maps.
    MAP_FILES,
    /// The status of the file in its layer, by the kernel's link to what each of them maps. In two
    /// overlay mounts it is taken for one file where they share a layer and inode, size, birth and
    /// change are the same: a heuristic.
    LAYER,
    /// Its path in its file system, for want of better: a file with two hard links passes for two.
    PATH;

    /// The word that clients see.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
