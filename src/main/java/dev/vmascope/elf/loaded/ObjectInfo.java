package dev.vmascope.elf.loaded;

import dev.vmascope.elf.DebugLink;
import dev.vmascope.elf.ElfHeader;
import dev.vmascope.elf.ElfObject;
import dev.vmascope.elf.ElfPart;
import dev.vmascope.elf.ElfResult;
import dev.vmascope.elf.Hardening;
import dev.vmascope.elf.HeaderNames;
import dev.vmascope.elf.ProgramHeader;
import dev.vmascope.mapping.text.RawText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The facts that are kept of each object of a process.
///
/// @param type the type: `pie-executable`, `shared-library`; absent where it is unknown
/// @param movable whether it is position-independent; else its addresses are those in memory
/// @param machine the instruction set
/// @param needed the libraries that it needs, in order; absent where not all of them are known
/// @param goBuildId the id that the linker of Go notes in place of a build id; absent in others
/// @param stripped whether its symbol table has been stripped; absent where that is unknown
/// @param sectionHeaders whether it has any; absent where that is unknown
/// @param hardening absent where it is unknown
/// @param loads the segments that are loaded into memory
/// @param complaints the errors of the parts that are missing or incomplete
public record ObjectInfo(
    Optional<String> type,
    boolean movable,
    String machine,
    Optional<RawText> soname,
    Optional<List<RawText>> needed,
    Optional<RawText> rpath,
    Optional<RawText> runpath,
    Optional<RawText> interpreter,
    Optional<String> buildId,
    Optional<String> goBuildId,
    Optional<Boolean> stripped,
    Optional<Boolean> sectionHeaders,
    Optional<DebugLink> debugLink,
    Optional<Hardening> hardening,
    List<ProgramHeader> loads,
    Map<ElfPart, String> complaints) {
  private static final int MOST_NEEDED = 1024;
  private static final int MOST_LOADS = 256;

  public ObjectInfo {
    needed = needed.map(List::copyOf);
    loads = List.copyOf(loads);
    complaints = Map.copyOf(complaints);
  }

  public static ObjectSummary of(ElfResult.Parsed parsed) {
    ElfObject object = parsed.object();
    if (object.loaded().size() > MOST_LOADS) {
      return new ObjectSummary.Broken("it has more segments than are kept");
    }
    Map<ElfPart, String> complaints = new EnumMap<>(ElfPart.class);
    complaints.putAll(parsed.complaints());
    int needed = object.needed().size();
    if (needed > MOST_NEEDED) {
      complaints.put(
          ElfPart.DYNAMIC_ENTRIES,
          "dynamic entries: it needs %d libraries, which are more than are kept: %d"
              .formatted(needed, MOST_NEEDED));
    }
    return new ObjectSummary.Known(
        new ObjectInfo(
            parsed.knowsType() ? Optional.of(HeaderNames.type(object)) : Optional.empty(),
            object.header().type() == ElfHeader.DYN,
            HeaderNames.machine(object.header().machine()),
            object.soname(),
            complaints.containsKey(ElfPart.DYNAMIC_ENTRIES) || !parsed.knowsSegments()
                ? Optional.empty()
                : Optional.of(object.needed()),
            object.rpath(),
            object.runpath(),
            object.interpreter(),
            object.buildId(),
            object.goBuildId(),
            parsed.knowsSections() ? Optional.of(object.isStripped()) : Optional.empty(),
            parsed.knowsSections() ? Optional.of(!object.sections().isEmpty()) : Optional.empty(),
            object.debugLink(),
            parsed.knowsFlags() ? Optional.of(object.hardening()) : Optional.empty(),
            object.loaded(),
            complaints),
        Optional.empty(),
        Optional.empty());
  }

  /// The size of a segment in bytes, roughly, both kept and in an answer.
  private static final long SEGMENT_WEIGHT = 600;

  /// The size in bytes, roughly.
  long weight() {
    long texts =
        needed.orElse(List.of()).stream().mapToLong(text -> 256L + text.latin1().length()).sum()
            + length(soname)
            + length(rpath)
            + length(runpath)
            + length(interpreter)
            + debugLink.map(link -> link.name().latin1().length()).orElse(0);
    return 1024 + texts + SEGMENT_WEIGHT * loads.size();
  }

  private static long length(Optional<RawText> text) {
    return text.map(known -> known.latin1().length()).orElse(0);
  }
}
