package dev.vmascope.fault;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;
import java.util.OptionalLong;

/// A process that the kernel killed to get memory (`mm/oom_kill.c`).
///
/// @param name the name of the process
/// @param pid its id, in the first pid namespace
/// @param ofCgroup whether a control group was at its limit; else the machine was out of memory;
///   absent where the line does not say
/// @param cgroup the control group of the process
/// @param sizes what it had; absent where only the choice was logged
public record OomKill(
    KernelText name,
    int pid,
    Optional<Boolean> ofCgroup,
    Optional<KernelText> cgroup,
    Optional<Sizes> sizes)
    implements KernelEvent {

  /// Sizes, in bytes.
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

  /// Whether this is what the kernel says before it kills: which process it chose. It may kill a
  /// child of that one instead.
  boolean isChoice() {
    return sizes.isEmpty();
  }

  /// The kill that followed a choice, with what only the choice said.
  OomKill after(OomKill choice) {
    boolean same = choice.pid == pid;
    return new OomKill(
        name,
        pid,
        ofCgroup.or(choice::ofCgroup),
        cgroup.isPresent() || !same ? cgroup : choice.cgroup,
        sizes);
  }
}
