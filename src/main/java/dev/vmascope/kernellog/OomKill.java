package dev.vmascope.kernellog;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A process that the kernel killed to free memory (`mm/oom_kill.c`), or chose for it.
///
/// @param name the name of the process
/// @param pid its id, in the first pid namespace
/// @param stage the last stage in the lines
/// @param shortage the memory that had run out
/// @param cgroup the control group of the process
/// @param sizes the sizes of the process; absent where only the choice was logged, and before Linux
///   2.6.33
public record OomKill(
    RawText name,
    int pid,
    Stage stage,
    Shortage shortage,
    Optional<RawText> cgroup,
    Optional<Sizes> sizes)
    implements KernelEvent {

  /// The stage of a kill. Each is a line of its own, and may be the only one.
  public enum Stage {
    /// The process was chosen (`oom-kill:constraint=`, since Linux 5.0).
    CHOSEN,
    /// The process was chosen, or a child of it will be killed instead (up to Linux 5.0).
    CHOSEN_OR_CHILD,
    /// The process was ending by itself already, and none was killed.
    SPARED,
    /// The process was killed.
    KILLED
  }

  /// The sizes of the process, in bytes.
  ///
  /// @param virtualBytes the address space
  /// @param anonymousBytes anonymous memory in RAM
  /// @param fileBytes pages of files in RAM
  /// @param sharedMemoryBytes shared memory in RAM; absent before Linux 4.5
  public record Sizes(
      long virtualBytes, long anonymousBytes, long fileBytes, OptionalLong sharedMemoryBytes) {}

  @Override
  public boolean isSegfault() {
    return false;
  }

  /// Whether a process was killed; absent where it was chosen, and no line states the outcome.
  public Optional<Boolean> isKilled() {
    return switch (stage) {
      case CHOSEN, CHOSEN_OR_CHILD -> Optional.empty();
      case SPARED -> Optional.of(false);
      case KILLED -> Optional.of(true);
    };
  }

  /// Whether a control group was at its limit; absent where the lines do not say.
  public Optional<Boolean> ofCgroup() {
    return shortage.ofCgroup();
  }

  /// The memory that ran out: `none` (the machine's), `cpuset`, `memory-policy` or `cgroup`; absent
  /// where the lines do not say.
  public Optional<String> constraint() {
    return shortage.constraintKey();
  }

  /// The control group that was at its limit: that of the process, or one above it.
  public Optional<RawText> limitedCgroup() {
    return shortage.cgroup();
  }

  /// The memory nodes that were allowed, such as `0,2-3`, where a cpuset or a memory policy did.
  public Optional<String> nodes() {
    return shortage.nodes();
  }

  /// The memory usage of the group at its limit, in bytes; absent where its statistics were not
  /// logged.
  public OptionalLong cgroupUsageBytes() {
    return shortage.usageBytes();
  }

  /// The memory limit of that group, in bytes; absent as above.
  public OptionalLong cgroupLimitBytes() {
    return shortage.limitBytes();
  }

  /// The version of the control groups, 1 or 2; absent where the lines do not state it.
  OptionalInt cgroupVersion() {
    return shortage.cgroupVersion();
  }

  /// Whether this continues an earlier line: it is about the same process, or about a child that
  /// died in its place.
  public boolean continues(OomKill before) {
    return switch (stage) {
      case CHOSEN -> false;
      case CHOSEN_OR_CHILD -> before.stage == Stage.CHOSEN && before.pid == pid;
      case SPARED -> before.isKilled().isEmpty() && before.pid == pid;
      case KILLED ->
          before.isKilled().isEmpty()
              && (before.pid == pid
                  || (before.stage == Stage.CHOSEN_OR_CHILD && shortage.constraint().isEmpty()));
    };
  }

  /// The kill with the facts of an earlier line about it.
  public OomKill after(OomKill before) {
    return new OomKill(
        name,
        pid,
        stage,
        shortage.with(before.shortage),
        cgroup.isPresent() || before.pid != pid ? cgroup : before.cgroup,
        sizes);
  }

  /// The kill with the facts of the report before it.
  public OomKill in(OomReport report) {
    return shortage.fits(report.shortage())
        ? new OomKill(
            name, pid, stage, shortage.with(report.shortage()), cgroup.or(report::cgroup), sizes)
        : this;
  }

  /// The explanation in plain words.
  public String explanation() {
    String ending =
        switch (stage) {
          case CHOSEN ->
              " The kernel chose this process to free memory; these lines do not show whether it died.";
          case CHOSEN_OR_CHILD ->
              " The kernel chose this process, or a child of it, to free memory; these lines do not show which"
                  + " one died.";
          case SPARED ->
              " The kernel chose this process to free memory, but it was ending already: no process was killed.";
          case KILLED -> " The kernel killed this process to get memory back.";
        };
    return shortage.explanation(cgroup) + ending;
  }
}
