package dev.vmascope.kernellog;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The memory that had run out when the OOM killer acted (`mm/oom_kill.c`). Only the facts in the
/// lines are known.
///
/// @param constraint the owner of that memory; absent where no line says
/// @param cgroup the control group that was at its limit: that of the process, or one above
/// @param nodes the memory nodes that were allowed, such as `0,2-3`, for [Constraint#CPUSET] and
///   [Constraint#MEMORY_POLICY]
/// @param usageBytes the memory usage of the group; absent where its statistics were not logged
/// @param limitBytes the memory limit of the group; absent as above, and where it has none
/// @param cgroupVersion the version of control groups, 1 or 2; absent where no line states it
public record Shortage(
    Optional<Constraint> constraint,
    Optional<RawText> cgroup,
    Optional<String> nodes,
    OptionalLong usageBytes,
    OptionalLong limitBytes,
    OptionalInt cgroupVersion) {
  public static final Shortage UNKNOWN = of(Optional.empty());

  /// The owner of the memory that ran out (`enum oom_constraint`).
  public enum Constraint {
    /// The machine.
    NONE("none"),
    /// The nodes that the cpuset of the allocating process may use.
    CPUSET("cpuset"),
    /// The nodes that a memory policy allows.
    MEMORY_POLICY("memory-policy"),
    /// A control group at its limit.
    CGROUP("cgroup"),
    /// One of the above, but no control group: `Out of memory:` says no more.
    NO_CGROUP("");

    private final String key;

    Constraint(String key) {
      this.key = key;
    }

    private Constraint orMoreExactly(Constraint other) {
      return this == NO_CGROUP && other != CGROUP ? other : this;
    }
  }

  public static Shortage of(Optional<Constraint> constraint) {
    return new Shortage(
        constraint,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty());
  }

  /// The same shortage with the facts of another line.
  Shortage with(Shortage other) {
    return new Shortage(
        constraint
            .map(known -> other.constraint.map(known::orMoreExactly).orElse(known))
            .or(other::constraint),
        cgroup.or(other::cgroup),
        nodes.or(other::nodes),
        usageBytes.isPresent() ? usageBytes : other.usageBytes,
        limitBytes.isPresent() ? limitBytes : other.limitBytes,
        cgroupVersion.isPresent() ? cgroupVersion : other.cgroupVersion);
  }

  /// Whether the facts about a group at its limit can be about this one.
  boolean fits(Shortage group) {
    return constraint.equals(Optional.of(Constraint.CGROUP))
        && (cgroup.isEmpty() || group.cgroup.isEmpty() || cgroup.equals(group.cgroup));
  }

  /// Whether a control group was at its limit; absent where it is not known.
  Optional<Boolean> ofCgroup() {
    return constraint.map(known -> known == Constraint.CGROUP);
  }

  /// The constraint by its word in answers; absent where it is unknown or ambiguous.
  Optional<String> constraintKey() {
    return constraint.map(known -> known.key).filter(key -> !key.isEmpty());
  }

  /// The memory that ran out, in plain words: a sentence.
  ///
  /// @param process the control group of the process
  String explanation(Optional<RawText> process) {
    return switch (constraint.orElse(null)) {
      case NONE -> "The kernel ran out of memory.";
      case CPUSET ->
          "The memory nodes that a cpuset allows to the process that requested memory ran out. Other nodes of the"
              + " machine may have had free memory.";
      case MEMORY_POLICY ->
          "The memory nodes that a memory policy (mbind, set_mempolicy, numactl) allows to the process that"
              + " requested memory ran out. Other nodes of the machine may have had free memory.";
      case CGROUP ->
          cgroup.isEmpty() || process.isEmpty()
              ? "A control group was at its memory limit: that of the process, or one above it."
              : cgroup.equals(process)
                  ? "The control group of the process was at its memory limit."
                  : "A control group above that of the process was at its memory limit: see limitedCgroup. It holds all that"
                      + " its groups use together.";
      case NO_CGROUP ->
          "No control group was at its limit. This line does not show whether the whole machine ran out of"
              + " memory, or the nodes that a cpuset or a memory policy allows; the line with oom-kill:constraint="
              + " does.";
      case null ->
          "Memory ran out; this line does not show whether that of the machine or that of a control group.";
    };
  }
}
