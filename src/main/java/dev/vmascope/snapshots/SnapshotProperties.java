package dev.vmascope.snapshots;

import dev.vmascope.storage.Slot;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The properties `vmascope.snapshots.*`: the limits on stored snapshots.
///
/// @param maxCount the maximum number, 1 to 1024
/// @param maxAge the age at which a snapshot that is not pinned is deleted
/// @param maxSize the maximum size of all snapshots
/// @param minFree the free space of the disk that snapshots leave to others
/// @param automatic whether snapshots are taken of leaking processes, of those near their limit of
///   mappings, and of those with a new finding of high severity
@ConfigurationProperties("vmascope.snapshots")
record SnapshotProperties(
    @DefaultValue("200") int maxCount,
    @DefaultValue("30d") Duration maxAge,
    @DefaultValue("1GB") DataSize maxSize,
    @DefaultValue("100MB") DataSize minFree,
    @DefaultValue("true") boolean automatic) {
  SnapshotProperties {
    if (maxCount < 1 || maxCount > Slot.SNAPSHOTS) {
      throw new IllegalArgumentException(
          "vmascope.snapshots.max-count must be 1 to %d, got %d"
              .formatted(Slot.SNAPSHOTS, maxCount));
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException(
          "vmascope.snapshots.max-age must be positive, got " + maxAge);
    }
    if (maxSize.toBytes() < 1 << 20) {
      throw new IllegalArgumentException(
          "vmascope.snapshots.max-size must be at least 1MB, got " + maxSize);
    }
    if (minFree.isNegative()) {
      throw new IllegalArgumentException(
          "vmascope.snapshots.min-free must not be negative, got " + minFree);
    }
  }

  Retention retention() {
    return new Retention(maxCount, maxAge, maxSize.toBytes(), minFree.toBytes());
  }
}
