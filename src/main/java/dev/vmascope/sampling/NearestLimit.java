package dev.vmascope.sampling;

/// The memory limit of one control group, and how near it is.
///
/// @param path the directory of that control group, which tells it from others
/// @param limitBytes its limit
/// @param usedBytes the memory in use, without pages of files that were not used lately
/// @param seconds the time until it reaches its limit, by the floors of its memory that the kernel
///   cannot take back; infinite if it does not approach it
public record NearestLimit(String path, long limitBytes, long usedBytes, double seconds) {
  /// From this share of a limit on, growth towards it is pressing.
  private static final double PRESSING = 0.7;

  private static final double SOON_SECONDS = 6 * 3_600;
  private static final double ABOUT = 0.95;

  /// The used share of the limit; 0 for nothing used, whatever the limit.
  public double ratio() {
    return (double) usedBytes / Math.max(1, limitBytes);
  }

  /// Whether it is mostly used and will be reached within hours.
  private boolean isPressing() {
    return ratio() > PRESSING && seconds <= SOON_SECONDS;
  }

  /// Whether it is nearer than another: one that will be reached soon before all that will not, the
  /// sooner first; of others the one with the larger share in use.
  public boolean isNearerThan(NearestLimit other) {
    if (isPressing() != other.isPressing()) {
      return isPressing();
    }
    int order =
        isPressing()
            ? Double.compare(other.seconds, seconds)
            : Double.compare(ratio(), other.ratio());
    return order > 0 || (order == 0 && path.compareTo(other.path) < 0);
  }

  /// Whether it is about as near as another.
  public boolean isAboutAsNearAs(NearestLimit other) {
    return isPressing() == other.isPressing()
        && (isPressing() ? ABOUT * seconds <= other.seconds : ratio() >= ABOUT * other.ratio());
  }
}
