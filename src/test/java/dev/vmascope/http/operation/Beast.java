package dev.vmascope.http.operation;

import dev.vmascope.http.row.Summed;
import dev.vmascope.rule.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row with columns of every type that lists have.
///
/// @param inode an unsigned number as text
/// @param address an address as text
record Beast(
    int id,
    @Nullable String name,
    @Summed @Nullable Long legs,
    @Nullable Double weight,
    @Nullable Instant born,
    @Nullable Boolean tame,
    @Nullable String inode,
    @Nullable String address,
    @Nullable Severity danger,
    List<String> friends) {
  static Beast named(int id, @Nullable String name, @Nullable Long legs) {
    return new Beast(id, name, legs, null, null, null, null, null, null, List.of());
  }
}
