package dev.vmascope.web;

import dev.vmascope.access.Machine;
import dev.vmascope.procfs.MachineReading;
import dev.vmascope.procfs.PageMapSource;
import dev.vmascope.procfs.ProcFs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/// What of this machine decides about accesses. It stays as it is, so it is found out once.
@Component
class AccessMachine {
  private final ProcFs procFs;
  private final AtomicReference<Optional<Machine>> known = new AtomicReference<>(Optional.empty());

  AccessMachine(ProcFs procFs) {
    this.procFs = procFs;
  }

  /// Empty on an architecture whose rules are not known here.
  Optional<Machine> get() {
    Optional<Machine> machine = known.get();
    if (machine.isEmpty()) {
      machine = procFs.readMachine(List.of()).flatMap(this::of);
      known.set(machine);
    }
    return machine;
  }

  private Optional<Machine> of(MachineReading reading) {
    return reading
        .layout()
        .map(layout ->
            new Machine(
                layout,
                reading.processorHas("ospke"),
                reading.processorHas("user_shstk"),
                procFs.pageMapSource() == PageMapSource.SCAN_WITH_GUARDS,
                reading.stackGuardPages().value().orElse(Machine.USUAL_STACK_GUARD_PAGES)));
  }
}
