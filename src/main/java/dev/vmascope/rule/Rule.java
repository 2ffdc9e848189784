package dev.vmascope.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A rule that findings are made by. Its id is stable: alerts and dashboards name it.
public enum Rule {
  /// Memory, except a stack, that is writable and executable at the same time.
  WRITABLE_EXECUTABLE(
      "Writable and executable memory",
      "anyone who can write there, for example through an overflow, decides what the process runs next",
      "find out what maps it; add a program that generates code to vmascope.findings.code-generators"),
  /// Executable memory without a file on a disk.
  ANONYMOUS_EXECUTABLE(
      "Executable memory without a file",
      "programs that generate code have such memory, and so does code that was injected or never was on a disk",
      "find out what maps it; add a program that generates code to vmascope.findings.code-generators"),
  /// A stack that can be executed.
  EXECUTABLE_STACK(
      "Executable stack",
      "an overflow of a variable on the stack can bring its own code; an object without the mark PT_GNU_STACK"
          + " causes this",
      "build with -z noexecstack; /api/processes/{pid}/objects shows which object causes this"),
  /// Code of a file that another file has replaced.
  STALE_LIBRARY(
      "Code of a replaced file",
      "an update has put a new file in its place, and the process still runs the old one, with its faults",
      "restart the process"),
  /// Code of a file that no directory holds any more.
  DELETED_CODE(
      "Code of a deleted file",
      "the package was removed, or the program deleted itself so that nobody finds it",
      "restart the process if the package was removed; else find out where the file came from"),
  /// Code of a file that the process itself created, loaded and deleted.
  UNPACKED_CODE(
      "Code of a file that the program unpacked and deleted",
      "libraries of Java and Python packages load their native part this way, and leave no file behind",
      "nothing to be done: a restart does not help, because the program does it again"),
  /// Code from a directory that everybody may write to.
  TEMPORARY_CODE(
      "Code in a directory for temporary files",
      "everybody can write there; some programs unpack their libraries there",
      "configure the program to unpack its libraries to a directory of its own"),
  /// A number of mappings close to the limit.
  MAPPING_LIMIT(
      "Number of mappings close to the limit of the kernel",
      "at the limit mmap, munmap and mprotect fail with ENOMEM, however much memory is free",
      "see what they are in …/summary; raise vm.max_map_count if the process needs so many"),
  /// A resident size close to the limit of the control groups.
  MEMORY_LIMIT(
      "Memory close to the limit of the control group",
      "at the limit the kernel reclaims its memory, and then kills it",
      "raise the limit, or find out what grows in …/growth"),
  /// A measure that grows as leaks do.
  LEAK(
      "Suspected leak",
      "it grew over the whole leak window, to its highest value so far, and not into memory that was mapped before",
      "see which measure and which mappings in …/growth");

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
