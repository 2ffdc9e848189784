package dev.vmascope.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A rule that findings are made by. Its id is stable: alerts and dashboards name it.
public enum Rule {
  /// Memory, except a stack, that is writable and executable at the same time.
  WRITABLE_EXECUTABLE(
      "Writable and executable memory",
      "an attacker who can write there, for example by a buffer overflow, can run any code",
      "find the program or library that maps it; add a program that generates code to vmascope.findings.code-generators"),
  /// Executable memory without a file on a disk.
  ANONYMOUS_EXECUTABLE(
      "Executable memory without a file",
      "programs that generate code have such memory; injected code and code that was never on a disk have it too",
      "find the program or library that maps it; add a program that generates code to vmascope.findings.code-generators"),
  /// A stack that can be executed.
  EXECUTABLE_STACK(
      "Executable stack",
      "a buffer overflow on the stack can run the code that it brings; the cause is an object without the"
          + " mark PT_GNU_STACK",
      "build the object with -z noexecstack; /api/processes/{pid}/objects shows which one it is"),
  /// Code of a file that another file has replaced.
  STALE_LIBRARY(
      "Code of a replaced file",
      "an update has replaced the file; the process still runs the old code, with its bugs",
      "restart the process"),
  /// Code of a file that no directory holds any more.
  DELETED_CODE(
      "Code of a deleted file",
      "the package was removed, or the program deleted itself to hide",
      "restart the process if the package was removed; else find the origin of the file"),
  /// Code of a file that the process itself created, loaded and deleted.
  UNPACKED_CODE(
      "Code of a file that the program unpacked and deleted",
      "Java and Python packages load their native libraries this way, and leave no file behind",
      "nothing to be done: after a restart the program does it again"),
  /// Code from a directory that everybody may write to.
  TEMPORARY_CODE(
      "Code in a directory for temporary files",
      "every user can write there; some programs unpack their libraries there",
      "configure the program to unpack its libraries to a directory of its own"),
  /// A number of mappings close to the limit.
  MAPPING_LIMIT(
      "Number of mappings close to the kernel's limit",
      "mmap, munmap and mprotect fail with ENOMEM at the limit, even if memory is free",
      "…/summary shows them; raise vm.max_map_count if the process needs that many"),
  /// A resident size close to the limit of the control groups.
  MEMORY_LIMIT(
      "Memory close to the limit of the control group",
      "the kernel reclaims memory at the limit, and then kills the process",
      "raise the limit, or find the cause in …/growth"),
  /// A measure that grows as leaks do.
  LEAK(
      "Suspected leak",
      "a measure grew during the whole leak window, to a new maximum, and not into memory that was mapped before",
      "…/growth shows the measure and the mappings");

  private final String title;
  private final String why;
  private final String remedy;

  Rule(String title, String why, String remedy) {
    this.title = title;
    this.why = why;
    this.remedy = remedy;
  }

  /// The rule with this id, if there is one.
  public static Optional<Rule> of(String id) {
    return Arrays.stream(values()).filter(rule -> rule.toString().equals(id)).findFirst();
  }

  /// The title: a noun phrase.
  public String title() {
    return title;
  }

  /// The reason why it matters.
  public String why() {
    return why;
  }

  /// The remedy.
  public String remedy() {
    return remedy;
  }

  /// The id.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
