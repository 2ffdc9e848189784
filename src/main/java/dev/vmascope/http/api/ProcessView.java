package dev.vmascope.http.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.container.Attribution;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.process.UserNames;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A process and its cheap sizes, in bytes. A size that could not be read is absent.
public record ProcessView(
    @Schema(description = "Process id") int pid,
    @Schema(
            description =
                "Name, at most 15 bytes, which the process can change; absent in a capture without stat and status")
        @Nullable String name,
    @WideOnly
        @Schema(
            description =
                "Path of the executable; ends in ' (deleted)' if the file has been deleted")
        @Nullable String executable,
    @Schema(
            description =
                "User: the name in /etc/passwd where the service runs, else the number; in captures always the number")
        @Nullable String user,
    @WideOnly @Schema(description = "Real user id") @Nullable Long uid,
    @WideOnly
        @Schema(
            description =
                "State: running, sleeping, disk-sleep, stopped, traced, zombie, dead, idle, parked")
        @Nullable String state,
    @WideOnly @Schema(description = "Number of threads") @Nullable Integer threads,
    @WideOnly @Schema(description = "Process id of the parent; 0 for none")
        @Nullable Integer parent,
    @WideOnly @Schema(description = "Start time, by the machine's wall clock")
        @Nullable Instant startTime,
    @WideOnly @Schema(description = "Start time, in clock ticks after boot")
        @Nullable Long startTicks,
    @WideOnly @Schema(description = "Type of the process") ProcessType type,
    @WideOnly @Schema(description = "Id of the address space, new after exec")
        @Nullable String addressSpaceId,
    @JsonUnwrapped AttributionView place,
    @JsonUnwrapped SizesView sizes) {

  public static ProcessView of(
      ProcessReading reading, Attribution attribution, HostInfo node, UserNames users) {
    ProcessStat stat = reading.stat();
    boolean known = reading.hasStat();
    OptionalLong uid = reading.user();
    return new ProcessView(
        stat.pid(),
        name(reading),
        reading.executable().value().map(RawText::text).orElse(null),
        uid.isPresent() ? users.text(uid.getAsLong()) : null,
        JsonOptional.of(uid),
        known ? state(stat.state()) : null,
        known ? Integer.valueOf(stat.threads()) : null,
        known ? Integer.valueOf(stat.parent()) : null,
        IdentityView.startTime(reading, node),
        IdentityView.startTicks(reading),
        reading.type(),
        reading.addressSpaceId().map(AddressSpaceId::toString).orElse(null),
        AttributionView.of(attribution),
        SizesView.of(reading.sizes()));
  }

  /// The name of a process; `null` in a capture without it.
  public static @Nullable String name(ProcessReading reading) {
    String name = reading.stat().name().text();
    return reading.hasStat() || !name.isEmpty() ? name : null;
  }

  /// The name of a state, as in `task_state_array`, `fs/proc/array.c`.
  public static String state(char letter) {
    return switch (letter) {
      case 'R' -> "running";
      case 'S' -> "sleeping";
      case 'D' -> "disk-sleep";
      case 'T' -> "stopped";
      case 't' -> "traced";
      case 'Z' -> "zombie";
      case 'X' -> "dead";
      case 'I' -> "idle";
      case 'P' -> "parked";
      default -> String.valueOf(letter);
    };
  }
}
