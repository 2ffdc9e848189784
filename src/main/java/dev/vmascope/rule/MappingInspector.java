package dev.vmascope.rule;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// A check of the mappings of one process, one after another, against the rules. Only executable
/// mappings matter.
///
/// The kernel's own mappings are left out by their exact names: a process can name its memory
/// (`prctl(PR_SET_VMA_ANON_NAME)`), but cannot use these names.
public final class MappingInspector {
  private static final Set<String> KERNEL_CODE =
      Set.of("[vdso]", "[vsyscall]", "[uprobes]", "[sigpage]", "[vectors]", "[gate]");
  private static final List<String> TEMPORARY = List.of("/tmp/", "/var/tmp/", "/dev/shm/");

  /// The maximum number of deleted files checked in one process.
  private static final int MOST_DELETED = 64;

  private static final int LONGEST_PATH = 200;

  /// The limit for libraries that generate little code; none takes more.
  private static final long MOST_LITTLE_CODE = 1 << 20;

  private final Optional<Boolean> knownToGenerate;
  private final Predicate<RawText> generators;
  private Optional<RawText> firstCode = Optional.empty();
  private final Map<CodeLibrary.Amount, CodeLibrary> libraries =
      new EnumMap<>(CodeLibrary.Amount.class);
  private final Map<Rule, Found> found = new EnumMap<>(Rule.class);
  private final Map<RawText, Found> deleted = new LinkedHashMap<>();

  /// @param knownToGenerate whether the process is known to generate code: then memory for that is
  ///   no finding; empty where its executable is not known
  /// @param generators a test of the first file that is mapped as code, which then stands for the
  ///   executable
  public MappingInspector(Optional<Boolean> knownToGenerate, Predicate<RawText> generators) {
    this.knownToGenerate = knownToGenerate;
    this.generators = generators;
  }

  /// Whether a file lies where everybody may write, or in no directory: its name there proves
  /// nothing about a program.
  public static boolean isTemporary(String path) {
    return path.startsWith("/memfd:") || TEMPORARY.stream().anyMatch(path::startsWith);
  }

  /// Whether the process generates code, as far as is known: its program does, or a library that it
  /// has loaded.
  public boolean generatesCode() {
    return libraries.containsKey(CodeLibrary.Amount.ANY)
        || knownToGenerate.orElseGet(() -> firstCode.filter(generators).isPresent());
  }

  private static final class Found {
    private final List<ClassifiedMapping> evidence = new ArrayList<>();
    private int mappings;
    private long bytes;
    private boolean little = true;

    void add(ClassifiedMapping listed) {
      mappings++;
      bytes += listed.mapping().sizeBytes();
      little = little && CodeLibrary.mayHoldLittle(listed) && bytes <= MOST_LITTLE_CODE;
      if (evidence.size() < Finding.MOST_EVIDENCE) {
        evidence.add(listed);
      }
    }

    void addAll(Found more) {
      mappings += more.mappings;
      more.evidence.stream().limit(Finding.MOST_EVIDENCE - evidence.size()).forEach(evidence::add);
    }

    Finding as(Rule rule, Severity severity, String detail) {
      return new Finding(rule, severity, mappings, evidence, detail);
    }
  }

  /// Takes the next mapping.
  public void inspect(ClassifiedMapping listed) {
    Permissions permissions = listed.mapping().permissions();
    if (!permissions.executable() || isKernelCode(listed)) {
      return;
    }
    CodeLibrary.of(listed).ifPresent(library -> libraries.putIfAbsent(library.amount(), library));
    if (listed.backing().kind() == MappingKind.FILE) {
      inspectFile(listed);
    }
    boolean stack =
        listed.category() == MappingCategory.STACK
            || listed.category() == MappingCategory.THREAD_STACK;
    if (stack) {
      note(Rule.EXECUTABLE_STACK, listed);
    } else if (permissions.writable()) {
      note(Rule.WRITABLE_EXECUTABLE, listed);
    } else if (!isFromFile(listed)) {
      note(Rule.ANONYMOUS_EXECUTABLE, listed);
    }
  }

  /// Whether code is from a file. On the device of a disk, names of unknown form are of files too
  /// (some kernels print columns of their own before the path), but not those of the kernel's form.
  private static boolean isFromFile(ClassifiedMapping listed) {
    return switch (listed.backing().kind()) {
      case FILE -> true;
      case OTHER ->
          listed.mapping().device().major() != 0
              && !listed.mapping().name().latin1().startsWith("[");
      case ANONYMOUS,
          SHARED_ANONYMOUS,
          HEAP,
          STACK,
          MEMFD,
          SYSV,
          HUGETLB,
          DEVICE,
          ANON_INODE,
          KERNEL ->
          false;
    };
  }

  private static boolean isKernelCode(ClassifiedMapping listed) {
    return !listed.mapping().permissions().writable()
        && listed.backing().kind() == MappingKind.KERNEL
        && KERNEL_CODE.contains(listed.mapping().name().latin1());
  }

  private void inspectFile(ClassifiedMapping listed) {
    RawText path = listed.backing().path();
    if (path == null) {
      return;
    }
    if (listed.backing().deleted()
        && (deleted.size() < MOST_DELETED || deleted.containsKey(path))) {
      deleted.computeIfAbsent(path, _ -> new Found()).add(listed);
    }
    firstCode = firstCode.or(() -> Optional.of(path));
    if (isTemporary(path.latin1())) {
      note(Rule.TEMPORARY_CODE, listed);
    }
  }

  private void note(Rule rule, ClassifiedMapping listed) {
    found.computeIfAbsent(rule, _ -> new Found()).add(listed);
  }

  /// The paths of deleted files whose code is mapped; the first ones, if there are many.
  public Set<RawText> deletedCode() {
    return Set.copyOf(deleted.keySet());
  }

  /// Whether code of deleted files is mapped.
  public boolean hasDeletedCode() {
    return !deleted.isEmpty();
  }

  /// The findings: at most one of each rule and severity.
  ///
  /// @param states the state of deleted files, by path
  public List<Finding> findings(Function<RawText, DeletedFileState> states) {
    List<Finding> findings = new ArrayList<>();
    boolean generates = generatesCode();
    found.forEach((rule, what) -> {
      boolean generated = rule == Rule.WRITABLE_EXECUTABLE || rule == Rule.ANONYMOUS_EXECUTABLE;
      if (!generated) {
        findings.add(what.as(rule, severity(rule), ""));
      } else if (!generates) {
        findings.add(generated(rule, what));
      }
    });
    Map<DeletedFileState.State, Found> byState = new EnumMap<>(DeletedFileState.State.class);
    Map<DeletedFileState.State, RawText> examples = new EnumMap<>(DeletedFileState.State.class);
    deleted.forEach((path, what) -> {
      DeletedFileState state = states.apply(path);
      byState.computeIfAbsent(state.state(), _ -> new Found()).addAll(what);
      examples.putIfAbsent(state.state(), state.place().orElse(path));
    });
    byState.forEach((state, what) -> {
      String path = Optional.ofNullable(examples.get(state)).orElseThrow().printable(LONGEST_PATH);
      finding(state, what, path).ifPresent(findings::add);
    });
    return findings;
  }

  /// A finding on code that may belong to a library that generates little.
  private Finding generated(Rule rule, Found what) {
    CodeLibrary library = libraries.get(CodeLibrary.Amount.SMALL);
    return library != null && what.little
        ? what.as(
            rule,
            Severity.LOW,
            library.name() + " is loaded and generates code into such memory; the amount is small")
        : what.as(rule, severity(rule), "");
  }

  private static Optional<Finding> finding(DeletedFileState.State state, Found what, String path) {
    return switch (state) {
      case SAME_BUILD, NOT_YET_KNOWN -> Optional.empty();
      case REPLACED ->
          Optional.of(
              what.as(Rule.STALE_LIBRARY, Severity.MEDIUM, "another build is now at " + path));
      case DELETED ->
          Optional.of(what.as(Rule.DELETED_CODE, Severity.MEDIUM, "no file is now at " + path));
      case UNPACKED ->
          Optional.of(
              what.as(
                  Rule.UNPACKED_CODE,
                  Severity.LOW,
                  path
                      + " belongs to the user of the process, and was created after its start or lies in a"
                      + " directory for temporary files"));
      case UNPACKED_BY_PATH ->
          Optional.of(
              what.as(
                  Rule.UNPACKED_CODE,
                  Severity.LOW,
                  path
                      + " lies in a directory for temporary files; its creator and the time are unknown"));
      case UNKNOWN ->
          Optional.of(
              what.as(
                  Rule.STALE_LIBRARY,
                  Severity.LOW,
                  "the file now at " + path + " could not be read"));
    };
  }

  private static Severity severity(Rule rule) {
    return switch (rule) {
      case WRITABLE_EXECUTABLE, EXECUTABLE_STACK -> Severity.HIGH;
      case TEMPORARY_CODE, UNPACKED_CODE -> Severity.LOW;
      case ANONYMOUS_EXECUTABLE, STALE_LIBRARY, DELETED_CODE, MAPPING_LIMIT, MEMORY_LIMIT, LEAK ->
          Severity.MEDIUM;
    };
  }
}
