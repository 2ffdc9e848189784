package dev.vmascope.procfs.process;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An opaque identifier of one address space of a process. Its text reveals no address. The text is
/// made on demand, since ids are compared far more often than shown.
public final class AddressSpaceId {
  private static final int BYTES = 8;

  private final AddressSpaceIds ids;
  private final int pid;
  private final long startTicks;
  private final long codeStart;
  private final long stackStart;

  /// The text, once it was shown; any thread makes the same.
  private @Nullable String text;

  public AddressSpaceId(
      AddressSpaceIds ids, int pid, long startTicks, long codeStart, long stackStart) {
    this.ids = ids;
    this.pid = pid;
    this.startTicks = startTicks;
    this.codeStart = codeStart;
    this.stackStart = stackStart;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressSpaceId that
        && ids == that.ids
        && pid == that.pid
        && startTicks == that.startTicks
        && codeStart == that.codeStart
        && stackStart == that.stackStart;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * (31 * (31 * startTicks + codeStart) + stackStart) + pid);
  }

  /// The id as sixteen hexadecimal digits: equal for the same address space until the service
  /// restarts.
  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      byte[] digest = ids.digest(pid, startTicks, codeStart, stackStart);
      known = HexFormat.of().formatHex(digest, 0, BYTES);
      text = known;
    }
    return known;
  }
}
