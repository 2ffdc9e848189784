package dev.vmascope.sampling;

/// The memory limit of the control group that is nearest to its limit.
///
/// @param path the directory of that control group, which tells it from others
/// @param limitBytes its limit
/// @param usedBytes the memory in use, without pages of files that were not used lately
public record NearestLimit(String path, long limitBytes, long usedBytes) {
  /// The used share of the limit; 0 for nothing used, whatever the limit.
  public double ratio() {
    return (double) usedBytes / Math.max(1, limitBytes);
  }
}
