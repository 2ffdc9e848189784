package dev.vmascope.mapping;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The evidence that distinguishes one mapped file from another. Device and inode of `maps` are not
/// always enough.
public sealed interface FileEvidence {
  /// The device and inode of maps, which no other file has.
  record Numbers() implements FileEvidence {}

  /// The file behind the kernel's link to a mapping, on a file system of subvolumes. Each subvolume
  /// has its own device there, or its own number.
  ///
  /// @param device the device of its status, which for btrfs is that of the subvolume
  /// @param subvolume the number of the subvolume, since Linux 6.10; 0 where there is none
  record Subvolume(Device device, long inode, long subvolume) implements FileEvidence {}

  /// The file behind the kernel's link to a mapping, on an overlay mount. Its status is that of the
  /// file in its layer, except for the device (`ovl_getattr`, `fs/overlayfs/inode.c`).
  ///
  /// @param device the device of its status: that of the mount, or one that this mount made up for
  ///   the layer
  /// @param state the rest of its status
  /// @param layers the directories that the mount lies over, by the names that it was mounted with
  record Layered(Device device, LayerState state, Set<String> layers) implements FileEvidence {
    public Layered {
      layers = Set.copyOf(layers);
    }
  }

  /// The status of a file in a layer.
  ///
  /// @param born the time of its creation; absent where the file system does not keep it
  /// @param changed the time of the last change of its bytes or of its status
  record LayerState(long inode, long sizeBytes, Optional<Instant> born, Instant changed) {}

  /// The path in its file system, for lack of better evidence. Two files of one device and one
  /// inode have two paths; so has one file with two hard links.
  record Path(String path) implements FileEvidence {}
}
