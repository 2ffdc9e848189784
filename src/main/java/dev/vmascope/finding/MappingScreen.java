package dev.vmascope.finding;

import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.Permissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Looks at the mappings of one process, one after another, for what the rules look for. Only what
/// can be executed is of interest.
///
/// The kernel's own mappings are left out by their exact names: a process can name its memory
/// (`prctl(PR_SET_VMA_ANON_NAME)`), but not so.
public final class MappingScreen {
  private static final Set<String> KERNEL_CODE =
      Set.of("[vdso]", "[vsyscall]", "[uprobes]", "[sigpage]", "[vectors]", "[gate]");
  private static final List<String> TEMPORARY = List.of("/tmp/", "/var/tmp/", "/dev/shm/");

  private final boolean generatesCode;
  private final Map<Rule, Found> found = new EnumMap<>(Rule.class);
  private final Map<KernelText, Found> deleted = new LinkedHashMap<>();

  /// @param generatesCode whether the process is known to generate code: then memory for that is no
  ///   finding
  public MappingScreen(boolean generatesCode) {
    this.generatesCode = generatesCode;
  }

  private static final class Found {
    private final List<ListedMapping> evidence = new ArrayList<>();
    private int mappings;

    void add(ListedMapping listed) {
      mappings++;
      if (evidence.size() < Finding.MOST_EVIDENCE) {
        evidence.add(listed);
      }
    }

    Finding as(Rule rule, Severity severity, String detail) {
      return new Finding(rule, severity, mappings, evidence, detail);
    }
  }

  /// Takes the next mapping.
  public void see(ListedMapping listed) {
    Permissions permissions = listed.mapping().permissions();
    if (!permissions.executable() || isKernelCode(listed)) {
      return;
    }
    boolean stack =
        listed.category() == MappingCategory.STACK
            || listed.category() == MappingCategory.THREAD_STACK;
    if (stack) {
      note(Rule.EXECUTABLE_STACK, listed);
    } else if (permissions.writable()) {
      noteUnlessGenerated(Rule.WRITABLE_EXECUTABLE, listed);
    } else if (listed.backing().kind() == MappingKind.FILE) {
      seeFile(listed);
    } else {
      noteUnlessGenerated(Rule.ANONYMOUS_EXECUTABLE, listed);
    }
  }

  private static boolean isKernelCode(ListedMapping listed) {
    return listed.backing().kind() == MappingKind.KERNEL
        && KERNEL_CODE.contains(listed.mapping().name().latin1());
  }

  private void seeFile(ListedMapping listed) {
    KernelText path = listed.backing().path();
    if (path == null) {
      return;
    }
    if (listed.backing().deleted()) {
      deleted.computeIfAbsent(path, _ -> new Found()).add(listed);
    }
    if (TEMPORARY.stream().anyMatch(path.latin1()::startsWith)) {
      note(Rule.TEMPORARY_CODE, listed);
    }
  }

  private void noteUnlessGenerated(Rule rule, ListedMapping listed) {
    if (!generatesCode) {
      note(rule, listed);
    }
  }

  private void note(Rule rule, ListedMapping listed) {
    found.computeIfAbsent(rule, _ -> new Found()).add(listed);
  }

  /// The paths of deleted files whose code is mapped.
  public Set<KernelText> deletedCode() {
    return Set.copyOf(deleted.keySet());
  }

  /// What was found.
  ///
  /// @param replacements what has become of deleted files, by path
  public List<Finding> findings(Function<KernelText, Replacement> replacements) {
    List<Finding> findings = new ArrayList<>();
    found.forEach((rule, what) -> findings.add(what.as(rule, severity(rule), "")));
    deleted.forEach((path, what) -> {
      switch (replacements.apply(path)) {
        case SAME_BUILD -> {}
        case REPLACED ->
            findings.add(
                what.as(
                    Rule.STALE_LIBRARY,
                    Severity.MEDIUM,
                    "another build has its place: " + path.printable(200)));
        case DELETED ->
            findings.add(
                what.as(
                    Rule.DELETED_CODE,
                    Severity.MEDIUM,
                    "nothing has its place: " + path.printable(200)));
        case UNKNOWN ->
            findings.add(
                what.as(
                    Rule.STALE_LIBRARY,
                    Severity.LOW,
                    "what has its place could not be looked at: " + path.printable(200)));
      }
    });
    return findings;
  }

  private static Severity severity(Rule rule) {
    return switch (rule) {
      case WRITABLE_EXECUTABLE, EXECUTABLE_STACK -> Severity.HIGH;
      case TEMPORARY_CODE -> Severity.LOW;
      case ANONYMOUS_EXECUTABLE, STALE_LIBRARY, DELETED_CODE, MAPPING_LIMIT, MEMORY_LIMIT, LEAK ->
          Severity.MEDIUM;
    };
  }
}
