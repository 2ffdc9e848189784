package dev.vmascope.diff.run;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import org.jspecify.annotations.Nullable;

/// An object of two runs, known by its path or its pseudo name. Either run may lack it. All memory
/// without a name counts as one object, with an empty name.
public final class RunObject {
  private final int number;
  private final RawText name;
  private final MappingKind kind;
  private final boolean path;
  private Use before = Use.NONE;
  private Use after = Use.NONE;
  private @Nullable RunObject counterpart;

  /// @param number the order in which objects were met
  RunObject(int number, ClassifiedMapping first) {
    this.number = number;
    name = first.name();
    kind = first.backing().kind();
    path = first.backing().path() != null;
  }

  /// The mappings of an object in one run.
  ///
  /// @param virtualBytes the size of them
  /// @param device of the first of them
  /// @param inode of the first of them; 0 for none
  /// @param several whether others have another device or inode
  private record Use(int mappings, long virtualBytes, Device device, long inode, boolean several) {
    static final Use NONE = new Use(0, 0, Device.NONE, 0, false);

    Use plus(Mapping mapping) {
      boolean other =
          mappings > 0 && (!device.equals(mapping.device()) || inode != mapping.inode());
      return new Use(
          mappings + 1,
          virtualBytes + mapping.sizeBytes(),
          mappings == 0 ? mapping.device() : device,
          mappings == 0 ? mapping.inode() : inode,
          several || other);
    }
  }

  void add(Mapping mapping, boolean now) {
    if (now) {
      after = after.plus(mapping);
    } else {
      before = before.plus(mapping);
    }
  }

  /// Joins two objects that are taken for versions of one.
  void pairWith(RunObject version) {
    counterpart = version;
    version.counterpart = this;
  }

  /// The number of this object, or of its other version if that is lower.
  int key() {
    return counterpart == null ? number : Math.min(number, counterpart.number);
  }

  /// The path, or the pseudo name.
  public RawText name() {
    return name;
  }

  /// The kind of the object, as its first mapping shows it.
  public MappingKind kind() {
    return kind;
  }

  /// Whether the name is a path.
  public boolean hasPath() {
    return path;
  }

  boolean isNameless() {
    return name.latin1().isEmpty();
  }

  boolean isFile() {
    return kind == MappingKind.FILE;
  }

  /// The number of its mappings in the earlier run.
  public int mappingsBefore() {
    return before.mappings;
  }

  /// The number of its mappings in the later run.
  public int mappingsAfter() {
    return after.mappings;
  }

  /// The size of its mappings in the earlier run.
  public long bytesBefore() {
    return before.virtualBytes;
  }

  /// The size of its mappings in the later run.
  public long bytesAfter() {
    return after.virtualBytes;
  }

  /// The object of the other run that is taken for another version; `null` if there is none.
  public @Nullable RunObject counterpart() {
    return counterpart;
  }

  /// Whether the path belongs to another file of the same file system in the later run. File
  /// systems of different mounts tell nothing: the files may be copies.
  public boolean isReplaced() {
    return isFile()
        && before.mappings > 0
        && after.mappings > 0
        && !before.several
        && !after.several
        && before.device.equals(after.device)
        && before.inode != after.inode;
  }
}
