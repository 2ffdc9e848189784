package dev.vmascope.elf;

import dev.vmascope.mapping.KernelText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of each object of a process.
///
/// @param type what it is: `pie-executable`, `shared-library`
/// @param machine the instruction set
/// @param sectionHeaders whether it has any
/// @param loads the segments that are put into memory
/// @param complaints of the parts that are not here, or not whole
public record ObjectFacts(
    String type,
    String machine,
    Optional<KernelText> soname,
    List<KernelText> needed,
    Optional<KernelText> rpath,
    Optional<KernelText> runpath,
    Optional<KernelText> interpreter,
    Optional<String> buildId,
    boolean stripped,
    boolean sectionHeaders,
    Optional<DebugLink> debugLink,
    Hardening hardening,
    List<ProgramHeader> loads,
    Map<ElfPart, String> complaints) {
  private static final int MOST_NEEDED = 1024;
  private static final int MOST_LOADS = 256;

  public ObjectFacts {
    needed = List.copyOf(needed);
    loads = List.copyOf(loads);
    complaints = Map.copyOf(complaints);
  }

  static ObjectSummary of(Elf.Parsed parsed) {
    ElfObject object = parsed.object();
    if (object.needed().size() > MOST_NEEDED || object.loaded().size() > MOST_LOADS) {
      return new ObjectSummary.Broken(
          "it needs more libraries, or has more segments, than are kept");
    }
    return new ObjectSummary.Known(
        new ObjectFacts(
            HeaderNames.type(object),
            HeaderNames.machine(object.header().machine()),
            object.soname(),
            object.needed(),
            object.rpath(),
            object.runpath(),
            object.interpreter(),
            object.buildId(),
            object.isStripped(),
            !object.sections().isEmpty(),
            object.debugLink(),
            object.hardening(),
            object.loaded(),
            parsed.complaints()),
        Optional.empty(),
        Optional.empty());
  }

  /// About how many bytes it takes to keep it.
  long weight() {
    long texts =
        needed.stream().mapToLong(text -> 64L + text.latin1().length()).sum()
            + length(soname)
            + length(rpath)
            + length(runpath)
            + length(interpreter)
            + debugLink.map(link -> link.name().latin1().length()).orElse(0);
    return 1024 + texts + 96L * loads.size();
  }

  private static long length(Optional<KernelText> text) {
    return text.map(known -> known.latin1().length()).orElse(0);
  }
}
