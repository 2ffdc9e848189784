package dev.vmascope.diff;

import dev.vmascope.mapping.Mapping;

/// The difference of one category of mappings, or of all.
///
/// @param mappingsBefore the number in the earlier listing
/// @param bytesBefore the size in the earlier listing
/// @param mappedBytes the size of what is mapped now and was not, or was another object
/// @param unmappedBytes the size of what was mapped and is not now, or is another object
/// @param reprotectedBytes the size of what has other permissions now
public record CategoryDiff(
    int mappingsBefore,
    int mappingsAfter,
    long bytesBefore,
    long bytesAfter,
    long mappedBytes,
    long unmappedBytes,
    long reprotectedBytes) {
  static final CategoryDiff NONE = new CategoryDiff(0, 0, 0, 0, 0, 0, 0);

  static CategoryDiff ofBefore(Mapping mapping) {
    return new CategoryDiff(1, 0, mapping.sizeBytes(), 0, 0, 0, 0);
  }

  static CategoryDiff ofAfter(Mapping mapping) {
    return new CategoryDiff(0, 1, 0, mapping.sizeBytes(), 0, 0, 0);
  }

  static CategoryDiff mapped(long bytes) {
    return new CategoryDiff(0, 0, 0, 0, bytes, 0, 0);
  }

  static CategoryDiff unmapped(long bytes) {
    return new CategoryDiff(0, 0, 0, 0, 0, bytes, 0);
  }

  static CategoryDiff reprotected(long bytes) {
    return new CategoryDiff(0, 0, 0, 0, 0, 0, bytes);
  }

  CategoryDiff plus(CategoryDiff other) {
    return new CategoryDiff(
        mappingsBefore + other.mappingsBefore,
        mappingsAfter + other.mappingsAfter,
        bytesBefore + other.bytesBefore,
        bytesAfter + other.bytesAfter,
        mappedBytes + other.mappedBytes,
        unmappedBytes + other.unmappedBytes,
        reprotectedBytes + other.reprotectedBytes);
  }

  /// Whether anything of it has changed; mappings may change their category where they are.
  public boolean isChange() {
    return mappingsBefore != mappingsAfter
        || bytesBefore != bytesAfter
        || mappedBytes != 0
        || unmappedBytes != 0
        || reprotectedBytes != 0;
  }

  /// The change of the size, in bytes.
  public long changedBytes() {
    return bytesAfter - bytesBefore;
  }
}
