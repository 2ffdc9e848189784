package dev.vmascope.diff;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.text.RawText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The rules that choose the type of a change, its cause and the likely calls.
final class ChangeClassifier {
  /// Lists that many changes share.
  private static final List<LikelyCall> MAPS = List.of(LikelyCall.MMAP);

  private static final List<LikelyCall> STARTS = List.of(LikelyCall.THREAD);
  private static final List<LikelyCall> UNMAPS = List.of(LikelyCall.MUNMAP);
  private static final List<LikelyCall> PROTECTS = List.of(LikelyCall.MPROTECT);
  private static final List<LikelyCall> GROWS = List.of(LikelyCall.MMAP, LikelyCall.MREMAP);
  private static final List<LikelyCall> SHRINKS = List.of(LikelyCall.MUNMAP, LikelyCall.MREMAP);

  private ChangeClassifier() {}

  /// The change from some mappings to others that touch them.
  ///
  /// @param boundary whether it is one of several among mappings that touch: then bytes went from
  ///   one mapping to another
  static MappingChange of(List<PlacedMapping> before, List<PlacedMapping> after, boolean boundary) {
    ChangeType type = type(before, after);
    Optional<ChangeCause> cause =
        switch (type) {
          case SPLIT -> Optional.of(cause(before, after, ChangeCause.UNMAPPED));
          case MERGED -> Optional.of(cause(after, before, ChangeCause.FILLED));
          case ADDED, REMOVED, GROWN, SHRUNK, SHIFTED, REPROTECTED, MOVED, RENAMED ->
              Optional.empty();
        };
    PlacedMapping shown = (after.isEmpty() ? before : after).getFirst();
    List<LikelyCall> likely = boundary && cause.isEmpty() ? PROTECTS : likely(type, cause, shown);
    return new MappingChange(type, before, after, cause, likely, true);
  }

  /// The change of a mapping that differs in its name only.
  static MappingChange renamed(PlacedMapping before, PlacedMapping after) {
    Backing now = after.listed().backing();
    boolean named =
        !Lineage.isOfObject(after.mapping()) || now.kind() == MappingKind.SHARED_ANONYMOUS;
    LikelyCall call =
        named
            ? LikelyCall.PRCTL
            : now.deleted() && !before.listed().backing().deleted()
                ? LikelyCall.UNLINK
                : LikelyCall.RENAME;
    return inPlace(ChangeType.RENAMED, before, after, List.of(call), true);
  }

  /// The change of a mapping that lies elsewhere now.
  ///
  /// @param certain whether no other mapping can be meant
  static MappingChange moved(PlacedMapping before, PlacedMapping after, boolean certain) {
    List<LikelyCall> calls = List.of(LikelyCall.MREMAP, LikelyCall.MMAP);
    return inPlace(ChangeType.MOVED, before, after, calls, certain);
  }

  private static MappingChange inPlace(
      ChangeType type,
      PlacedMapping before,
      PlacedMapping after,
      List<LikelyCall> calls,
      boolean certain) {
    return new MappingChange(
        type, List.of(before), List.of(after), Optional.empty(), calls, certain);
  }

  private static ChangeType type(List<PlacedMapping> before, List<PlacedMapping> after) {
    if (before.isEmpty()) {
      return ChangeType.ADDED;
    }
    if (after.isEmpty()) {
      return ChangeType.REMOVED;
    }
    if (after.size() != before.size()) {
      return after.size() > before.size() ? ChangeType.SPLIT : ChangeType.MERGED;
    }
    if (before.size() > 1 || !before.getFirst().isAsProtectedAs(after.getFirst())) {
      return ChangeType.REPROTECTED;
    }
    long old = before.getFirst().mapping().sizeBytes();
    long current = after.getFirst().mapping().sizeBytes();
    if (old == current) {
      return ChangeType.SHIFTED;
    }
    return current > old ? ChangeType.GROWN : ChangeType.SHRUNK;
  }

  /// The cause of a split; that of a merge is the cause of the split backwards.
  ///
  /// @param lost the cause where bytes of the whole are in none of the parts
  private static ChangeCause cause(
      List<PlacedMapping> whole, List<PlacedMapping> parts, ChangeCause lost) {
    AtomicLong uncovered = new AtomicLong();
    ElementaryIntervals.forEach(
        whole,
        parts,
        (covered, part, sizeBytes) -> {
          if (covered != null && part == null) {
            uncovered.addAndGet(sizeBytes);
          }
        });
    if (uncovered.get() > 0) {
      return lost;
    }
    PlacedMapping first = whole.getFirst();
    if (!parts.stream().allMatch(part -> part.isAsProtectedAs(first))) {
      return ChangeCause.REPROTECTED;
    }
    RawText name = first.mapping().name();
    boolean namedAlike = parts.stream().allMatch(part -> part.mapping().name().equals(name));
    return namedAlike ? ChangeCause.ADVISED : ChangeCause.NAMED;
  }

  private static List<LikelyCall> likely(
      ChangeType type, Optional<ChangeCause> cause, PlacedMapping shown) {
    MappingKind kind = shown.listed().backing().kind();
    return switch (type) {
      case ADDED -> isOfThread(shown) ? STARTS : MAPS;
      case REMOVED -> UNMAPS;
      case GROWN ->
          kind == MappingKind.HEAP
              ? List.of(LikelyCall.BRK)
              : kind == MappingKind.STACK ? List.of(LikelyCall.STACK_GROWTH) : GROWS;
      case SHRUNK -> kind == MappingKind.HEAP ? List.of(LikelyCall.BRK) : SHRINKS;
      case SHIFTED -> List.of(LikelyCall.MMAP, LikelyCall.MUNMAP);
      case REPROTECTED -> PROTECTS;
      case SPLIT, MERGED -> cause.map(ChangeClassifier::call).stream().toList();
      // These are made by methods of their own.
      case MOVED, RENAMED -> List.of();
    };
  }

  private static LikelyCall call(ChangeCause cause) {
    return switch (cause) {
      case UNMAPPED -> LikelyCall.MUNMAP;
      case FILLED -> LikelyCall.MMAP;
      case REPROTECTED -> LikelyCall.MPROTECT;
      case NAMED -> LikelyCall.PRCTL;
      case ADVISED -> LikelyCall.MADVISE;
    };
  }

  /// Whether it belongs to the stack of a thread.
  static boolean isOfThread(PlacedMapping shown) {
    MappingCategory category = shown.listed().category();
    return category == MappingCategory.THREAD_STACK || category == MappingCategory.GUARD;
  }
}
