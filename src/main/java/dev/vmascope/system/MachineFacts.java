package dev.vmascope.system;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.mapping.proc.MemoryInfo;
import dev.vmascope.mapping.proc.SysctlValue;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.machine.HostSettings;
import dev.vmascope.procfs.machine.MachineFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The facts of the machine by field, and the `unavailable` entries of missing ones. A field that
/// is requested and unknown is recorded with reason and remedy.
final class MachineFacts {
  private static final String CAPTURES =
      "vmascope.procfs.root is a folder of captures, and /sys is of the machine that the service runs on";

  private final HostSettings reading;
  private final List<UnavailableField> unavailable = new ArrayList<>();

  MachineFacts(HostSettings reading) {
    this.reading = reading;
  }

  HostSettings reading() {
    return reading;
  }

  /// The entries so far.
  List<UnavailableField> unavailable() {
    return List.copyOf(unavailable);
  }

  /// The number in a file.
  @Nullable Long number(String field, MachineFile file) {
    return known(field, file, reading.number(file));
  }

  /// The text of a file, without surrounding blanks.
  @Nullable String text(String field, MachineFile file) {
    return known(field, file, reading.text(file).map(String::strip));
  }

  /// The selected word of a file.
  @Nullable String chosen(String field, MachineFile file) {
    return known(field, file, reading.parsed(file, SysctlValue::chosen));
  }

  /// A size of `/proc/meminfo`.
  @Nullable Long memory(String field, String key) {
    OptionalLong bytes =
        known(
            field,
            MachineFile.MEMINFO,
            reading.parsed(MachineFile.MEMINFO, MemoryInfo::parse).map(info -> info.bytes(key)));
    if (bytes == null) {
      return null;
    }
    if (bytes.isEmpty()) {
      absent(field, "unsupported", "needs a kernel whose /proc/meminfo has the line " + key);
    }
    return JsonOptional.of(bytes);
  }

  /// The value; if it is absent, an entry is recorded.
  <T> @Nullable T known(String field, MachineFile file, Outcome<T> outcome) {
    switch (outcome) {
      case Outcome.Ok<T> _ -> {}
      case Outcome.Denied<T> _ ->
          absent(field, "denied", "the kernel lets only the user 0 read " + file.fullPath());
      case Outcome.Malformed<T>(MalformedException complaint) ->
          absent(field, "malformed", complaint.complaint() + "; please report it");
      case Outcome.NotApplicable<T> _ -> absent(field, "not-applicable", CAPTURES);
      case Outcome.Gone<T> _ -> unavailable.add(Remedies.ofMachine(field, file, reading.root()));
      case Outcome.Partial<T> _, Outcome.TimedOut<T> _ ->
          absent(field, outcome.kind().toString(), "ask again: reading " + file.fullPath());
    }
    return outcome.value().orElse(null);
  }

  /// Records that a field is absent.
  void absent(String field, String reason, String remedy) {
    unavailable.add(new UnavailableField(field, reason, remedy));
  }
}
