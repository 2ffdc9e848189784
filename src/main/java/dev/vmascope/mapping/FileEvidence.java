package dev.vmascope.mapping;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The evidence by which a mapped file is told from others, where device and inode of maps are not
/// enough.
public sealed interface FileEvidence {
  /// Device and inode of maps are those of no other file.
  record Numbers() implements FileEvidence {}

  /// The file behind the kernel's link to what is mapped, on a file system of subvolumes: each has
  /// its own device there, or its own number.
  ///
  /// @param device of its status, which for btrfs is that of the subvolume
  /// @param subvolume its number, since Linux 6.10; 0 where there is none
  record Subvolume(Device device, long inode, long subvolume) implements FileEvidence {}

  /// The file behind the kernel's link to what is mapped, on an overlay mount. What its status says
  /// but for the device is that of the file in its layer (`ovl_getattr`, `fs/overlayfs/inode.c`).
  ///
  /// @param device of its status: of the mount, or one for the layer that this mount has made up
  /// @param state what else its status says
  /// @param layers the directories that the mount lies over, by the names that it was mounted with
  record Layered(Device device, LayerState state, Set<String> layers) implements FileEvidence {
    public Layered {
      layers = Set.copyOf(layers);
    }
  }

  /// What the status of a file in a layer says of it.
  ///
  /// @param born when it was made; absent where its file system does not keep that
  /// @param changed when its bytes, or what is said of it, changed last
  record LayerState(long inode, long sizeBytes, Optional<Instant> born, Instant changed) {}

  /// Only the path in its file system: two files of one device and one inode have two paths, and so
  /// has one file with two hard links.
  record Path(String path) implements FileEvidence {}
}
