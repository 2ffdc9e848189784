package dev.vmascope.sharing;

import dev.vmascope.mapping.FileEvidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The files of overlay mounts, by the file in a layer that two mounts share. The kernel does not
/// say that two files are one; their status may.
final class LayeredFiles {
  private final int most;

  /// The keys, by the key that a mount shows.
  private final Map<SharedObject.Key, SharedObject.Key> keys = new HashMap<>();

  private final Map<FileEvidence.LayerState, List<Seen>> seen = new HashMap<>();

  /// A file that was seen first on some mount.
  private record Seen(Set<String> layers, SharedObject.Key key) {}

  /// @param most the maximum number of files to keep; further ones are distinguished by mount
  LayeredFiles(int most) {
    this.most = most;
  }

  /// The key of a file: that of the first mount that showed it.
  ///
  /// @param plain by device and inode of maps
  SharedObject.Key key(SharedObject.Key plain, FileEvidence.Layered file) {
    String inode = Long.toUnsignedString(file.state().inode());
    SharedObject.Key own = plain.of(FileIdentity.Basis.LAYER, file.device() + " " + inode);
    SharedObject.Key known = keys.get(own);
    if (known != null || keys.size() >= most) {
      return known == null ? own : known;
    }
    // Without a birth the rest may be the same in two copies of one image.
    List<Seen> alike =
        file.state().born().isPresent()
            ? seen.computeIfAbsent(file.state(), _ -> new ArrayList<>())
            : List.of();
    SharedObject.Key key =
        alike.stream()
            .filter(other -> !Collections.disjoint(other.layers(), file.layers()))
            .map(Seen::key)
            .filter(other -> other.kind() == own.kind())
            .findFirst()
            .orElse(own);
    keys.put(own, key);
    if (file.state().born().isPresent()) {
      alike.add(new Seen(file.layers(), key));
    }
    return key;
  }
}
