package dev.vmascope.access.rule;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.VmFlag;
import java.util.List;
import java.util.Optional;

/// The rules of protection keys and shadow stacks, which refuse whatever the permissions say. The
/// processor checks them before the permissions (`access_error`, `arch/x86/mm/fault.c`).
/// Instructions are fetched whatever the key.
final class KeyRules {
  private final AccessPlatform machine;
  private final AccessFacts facts;
  private final long address;
  private final AccessType type;
  private final Mapping mapping;
  private final String name;

  /// @param name the name of the mapping in a sentence
  KeyRules(
      AccessPlatform machine,
      AccessFacts facts,
      long address,
      AccessType type,
      Mapping mapping,
      String name) {
    this.machine = machine;
    this.facts = facts;
    this.address = address;
    this.type = type;
    this.mapping = mapping;
    this.name = name;
  }

  /// The reason why the access is refused, or may be.
  ///
  /// @param assumes a list that takes the facts that could not be read
  Optional<Reason> objection(List<String> assumes) {
    boolean shadowStack = machine.shadowStacks() && type == AccessType.WRITE;
    boolean key = machine.protectionKeys() && type != AccessType.EXECUTE;
    if (!shadowStack && !key) {
      return Optional.empty();
    }
    return switch (facts.state(mapping)) {
      case Fact.Known<MappingState>(MappingState state) -> byState(state);
      case Fact.Missing<MappingState>(String why) -> {
        assumes.add(name + " has no protection key, and is no shadow stack: " + why);
        yield Optional.empty();
      }
    };
  }

  private Optional<Reason> byState(MappingState state) {
    if (type == AccessType.WRITE && state.flags().has(VmFlag.SHADOW_STACK)) {
      return Optional.of(
          Reason.segv(
              SignalCode.SEGV_ACCERR,
              address,
              name + " is a shadow stack: only calls and returns write to it."));
    }
    int key = state.protectionKey().orElse(0);
    if (key == 0) {
      return Optional.empty();
    }
    AccessOutcome refused = new AccessOutcome.Segv(SignalCode.SEGV_PKUERR, address);
    Permissions permissions = mapping.permissions();
    return Optional.of(
        permissions.readable() || permissions.writable() || permissions.none()
            ? Reason.unknown(
                refused,
                name
                    + " has the protection key "
                    + key
                    + ": what it permits is in a register of each thread (PKRU), which the kernel does not show.")
            : new Reason(
                refused, name + " can be executed only: its protection key forbids all else."));
  }
}
