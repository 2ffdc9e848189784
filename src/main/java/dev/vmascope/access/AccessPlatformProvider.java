package dev.vmascope.access;

import dev.vmascope.access.rule.AccessPlatform;
import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.machine.HostSettings;
import dev.vmascope.procfs.machine.MachineFile;
import dev.vmascope.procfs.scan.PageMapSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/// The facts of a machine that decide about accesses. Those of this one are read once: they do not
/// change while the service runs.
@Component
class AccessPlatformProvider {
  private final ProcFs procFs;
  private final AtomicReference<Optional<Known>> known = new AtomicReference<>(Optional.empty());

  AccessPlatformProvider(ProcFs procFs) {
    this.procFs = procFs;
  }

  /// The facts, or the reason why they are unknown.
  ///
  /// @param machine the facts; empty where the architecture's rules are not known
  /// @param why the reason why they are empty
  record Known(Optional<AccessPlatform> machine, String why) {}

  /// The facts of the machine of these files; empty if reading them hangs.
  Optional<Known> of(ProcFs files) {
    if (!files.equals(procFs)) {
      return read(files);
    }
    Optional<Known> found = known.get();
    if (found.isEmpty()) {
      found = read(files);
      known.set(found);
    }
    return found;
  }

  private static Optional<Known> read(ProcFs files) {
    return files.host().settings(List.of()).map(reading -> of(files, reading));
  }

  private static Known of(ProcFs files, HostSettings reading) {
    return new Known(
        reading.layout().map(layout -> machine(files, layout, reading)),
        reading.architecture().isEmpty()
            ? "the rules are known for x86-64 and arm64 only"
            : "the address-space layout of this machine is not known; see /api/system");
  }

  private static AccessPlatform machine(
      ProcFs files, AddressSpaceLayout layout, HostSettings reading) {
    return new AccessPlatform(
        layout,
        reading.processorHas("ospke") || reading.processorHas("poe"),
        reading.processorHas("user_shstk") || reading.processorHas("gcs"),
        files.scans().pageMapSource() == PageMapSource.SCAN_WITH_GUARDS,
        reading.stackGuardPages().value().orElse(HostSettings.USUAL_GUARD_PAGES),
        reading
            .number(MachineFile.MMAP_MIN_ADDRESS)
            .value()
            .orElse(AccessPlatform.USUAL_LOWEST_ADDRESS),
        reading.number(MachineFile.OVERCOMMIT).value().filter(mode -> mode == 2).isPresent());
  }
}
