package dev.vmascope.comparison;

import dev.vmascope.diff.ChangeType;
import dev.vmascope.diff.MappingChange;
import dev.vmascope.diff.PlacedMapping;
import dev.vmascope.diff.run.RunChange;
import dev.vmascope.diff.run.RunMapping;
import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.text.RawText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A difference in mappings, without addresses.
///
/// @param weightBytes the size by which differences are ranked
/// @param before the mappings of the earlier listing; empty if added
/// @param after the mappings of the later listing; empty if removed
record MappingDiff(
    ChangeType type,
    boolean certain,
    long weightBytes,
    Optional<Side> before,
    Optional<Side> after) {

  /// The mappings of one side: their number and size, and the rest of the first of them.
  ///
  /// @param ordinal the number of mappings below
  /// @param name the path or the pseudo name; empty if there is none
  /// @param offset into the object, in bytes; empty where the number could be an address
  record Side(
      int mappings,
      long virtualBytes,
      int ordinal,
      Permissions permissions,
      MappingCategory category,
      boolean path,
      RawText name,
      OptionalLong offset) {

    /// The offset as clients see it; `null` for memory without a file.
    @Nullable String printedOffset() {
      return path && offset.isPresent() ? Address.print(offset.getAsLong()) : null;
    }

    static Side of(RunMapping mapping) {
      return new Side(
          1,
          mapping.sizeBytes(),
          mapping.ordinal(),
          mapping.permissions(),
          mapping.category(),
          mapping.object().hasPath(),
          mapping.object().name(),
          OptionalLong.of(mapping.offset()));
    }

    static Optional<Side> of(List<PlacedMapping> mappings) {
      if (mappings.isEmpty()) {
        return Optional.empty();
      }
      PlacedMapping first = mappings.getFirst();
      Backing backing = first.listed().backing();
      Mapping mapping = first.mapping();
      return Optional.of(
          new Side(
              mappings.size(),
              mappings.stream().mapToLong(one -> one.mapping().sizeBytes()).sum(),
              first.ordinal(),
              mapping.permissions(),
              first.listed().category(),
              backing.path() != null,
              first.listed().name(),
              HiddenAddress.showsOffset(first.listed())
                  ? OptionalLong.of(mapping.offset())
                  : OptionalLong.empty()));
    }
  }

  static MappingDiff of(RunChange change) {
    boolean reprotected = change.type() == ChangeType.REPROTECTED;
    long size = change.after().map(RunMapping::sizeBytes).orElse(0L);
    return new MappingDiff(
        change.type(),
        change.certain(),
        Math.max(Math.abs(change.changedBytes()), reprotected ? size : 0),
        change.before().map(Side::of),
        change.after().map(Side::of));
  }

  static MappingDiff of(MappingChange change) {
    return new MappingDiff(
        change.type(),
        change.certain(),
        change.weightBytes(),
        Side.of(change.before()),
        Side.of(change.after()));
  }

  /// The change of the mapped size, in bytes.
  long changedBytes() {
    return after.map(Side::virtualBytes).orElse(0L) - before.map(Side::virtualBytes).orElse(0L);
  }
}
