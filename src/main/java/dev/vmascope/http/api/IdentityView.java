package dev.vmascope.http.api;

import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The identity of the process that a response is about.
public record IdentityView(
    @Schema(description = "Process id; absent in the snapshot of a pasted text")
        @Nullable Integer pid,
    @Schema(
            description =
                "Process that the requested thread belongs to; absent if the requested id is that of a process")
        @Nullable Integer threadOf,
    @Schema(description = "Start time, by the machine's wall clock") @Nullable Instant startTime,
    @Schema(
            description =
                "Start time, in clock ticks after boot; together with the pid it identifies a process. Absent in"
                    + " a capture without stat")
        @Nullable Long startTicks,
    @Schema(description = "Type of the process") ProcessType type,
    @Schema(
            description =
                "Id of the address space: opaque, new after exec, valid while the service runs. Absent without"
                    + " memory, and if the kernel does not let the service read it")
        @Nullable String addressSpaceId) {

  public static IdentityView of(ProcessReading reading, int asked, HostInfo node) {
    int pid = reading.stat().pid();
    return new IdentityView(
        reading.hasPid() ? Integer.valueOf(pid) : null,
        pid == asked ? null : Integer.valueOf(pid),
        startTime(reading, node),
        startTicks(reading),
        reading.type(),
        reading.addressSpaceId().map(AddressSpaceId::toString).orElse(null));
  }

  /// The start time of a process, in clock ticks after boot; `null` if unknown.
  public static @Nullable Long startTicks(ProcessReading reading) {
    return reading.hasStat() ? Long.valueOf(reading.stat().startTicks()) : null;
  }

  /// The start time of a process by the wall clock of its machine; `null` if unknown.
  static @Nullable Instant startTime(ProcessReading reading, HostInfo node) {
    return reading.hasStat() ? node.wallTime(reading.stat().startTicks()).orElse(null) : null;
  }
}
