package dev.vmascope.access.rule;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The decision whether a mapping grows down to an address below it. Sources: `expand_downwards`,
/// `acct_stack_growth`, `mm/vma.c`. The flag `gd` decides, not the name `[stack]`: the lowest piece
/// of a stack loses the name when its permissions change, and `MAP_GROWSDOWN` gives the flag to
/// other memory.
final class StackGrowth {
  private final AccessFacts facts;
  private final ClassifiedMapping above;
  private final Optional<ClassifiedMapping> below;
  private final AccessPlatform machine;
  private final long page;
  private final long guardBytes;
  private final List<String> unproven = new ArrayList<>();

  StackGrowth(
      AccessFacts facts,
      AccessPlatform machine,
      long address,
      ClassifiedMapping above,
      Optional<ClassifiedMapping> below) {
    this.facts = facts;
    this.machine = machine;
    this.above = above;
    this.below = below;
    page = address & -machine.layout().pageBytes();
    guardBytes = machine.stackGuardPages() * machine.layout().pageBytes();
  }

  /// The effect of an access below a mapping.
  sealed interface Answer {
    /// A mapping that grows.
    ///
    /// @param unproven the assumptions behind it
    record Grows(List<String> unproven) implements Answer {}

    /// A mapping that would grow, but may not.
    record Refused(String why, List<String> unproven) implements Answer {}

    /// A mapping that is no stack.
    record NoStack() implements Answer {}

    /// A mapping whose flags could not be read.
    record Unknown(String why) implements Answer {}
  }

  /// Whether a mapping may have the flag: `mmap` gives it only to private anonymous memory.
  static boolean mayGrow(ClassifiedMapping listed) {
    MappingKind kind = listed.backing().kind();
    Mapping mapping = listed.mapping();
    return kind == MappingKind.STACK
        || (kind == MappingKind.ANONYMOUS
            && mapping.device().none()
            && !mapping.permissions().shared());
  }

  /// The decision. The limits come first: they cost nothing, and after a refusal the flags do not
  /// matter.
  Answer judge() {
    Optional<StackLimits> limits = limits();
    Optional<String> refusal = tooLow().or(() -> limits.flatMap(this::beyondLimits));
    boolean surely = above.backing().kind() == MappingKind.STACK;
    if (refusal.isPresent()) {
      return surely ? refused(refusal.get()) : new Answer.NoStack();
    }
    if (!surely) {
      switch (facts.state(above.mapping())) {
        case Fact.Missing<MappingState>(String why) -> {
          return new Answer.Unknown(why);
        }
        case Fact.Known<MappingState>(MappingState state) -> {
          if (!state.flags().has(VmFlag.GROWS_DOWN)) {
            return new Answer.NoStack();
          }
        }
      }
    }
    if (machine.strictOvercommit()) {
      unproven.add("the kernel has not promised all memory yet (vm.overcommit_memory is 2)");
    }
    if (limits.isPresent() && locksTooMuch(limits.get())) {
      return refused(
          "The stack is locked in memory, and cannot grow beyond the limit on locked memory (RLIMIT_MEMLOCK).");
    }
    return tooClose()
        ? refused(
            "The stack must stay "
                + guardBytes
                + " bytes away from the accessible mapping below it (stack_guard_gap).")
        : new Answer.Grows(unproven);
  }

  private Optional<String> tooLow() {
    return Long.compareUnsigned(page, machine.lowestAddress()) < 0
        ? Optional.of("No mapping can grow below vm.mmap_min_addr.")
        : Optional.empty();
  }

  private Answer refused(String why) {
    return new Answer.Refused(why, unproven);
  }

  private Optional<StackLimits> limits() {
    return switch (facts.growthLimits()) {
      case Fact.Known<StackLimits>(StackLimits limits) -> Optional.of(limits);
      case Fact.Missing<StackLimits>(String why) -> {
        unproven.add(
            "no limit of the process (RLIMIT_STACK, RLIMIT_AS) stops the stack from growing: "
                + why);
        yield Optional.empty();
      }
    };
  }

  private Optional<String> beyondLimits(StackLimits limits) {
    long size = above.mapping().range().end() - page;
    if (exceeds(size, limits.stack())) {
      return Optional.of(
          "The stack would have "
              + size
              + " bytes then, more than the process allows (RLIMIT_STACK, "
              + limits.stack().getAsLong()
              + "): most likely endless recursion, or too large a local variable.");
    }
    return exceeds(limits.virtualBytes() + growth(), limits.addressSpace())
        ? Optional.of("The address space must not become larger than RLIMIT_AS.")
        : Optional.empty();
  }

  private long growth() {
    return above.mapping().range().start() - page;
  }

  private static boolean exceeds(long bytes, OptionalLong limit) {
    return limit.isPresent() && Long.compareUnsigned(bytes, limit.getAsLong()) > 0;
  }

  /// Whether the limit of locked memory stops the growth. The flags are asked for only where
  /// something is locked and the limit would stop it.
  private boolean locksTooMuch(StackLimits limits) {
    return limits.lockedBytes() > 0
        && exceeds(limits.lockedBytes() + growth(), limits.lockedMemory())
        && facts.state(above.mapping()) instanceof Fact.Known<MappingState>(MappingState state)
        && state.flags().has(VmFlag.LOCKED)
        && !mayLockAll(limits);
  }

  private boolean mayLockAll(StackLimits limits) {
    if (limits.mayLockAll()) {
      unproven.add("CAP_IPC_LOCK, which the process has, is one of the first user namespace");
    }
    return limits.mayLockAll();
  }

  /// Whether a mapping lies too close below. Memory without any permission, and another stack, do
  /// not count.
  private boolean tooClose() {
    if (below.isEmpty()
        || below.get().mapping().permissions().none()
        || page - below.get().mapping().range().end() >= guardBytes) {
      return false;
    }
    if (!mayGrow(below.get())) {
      return true;
    }
    return switch (facts.state(below.get().mapping())) {
      case Fact.Known<MappingState>(MappingState state) -> !state.flags().has(VmFlag.GROWS_DOWN);
      case Fact.Missing<MappingState>(String why) -> {
        unproven.add("the mapping below is no stack as well: " + why);
        yield true;
      }
    };
  }
}
