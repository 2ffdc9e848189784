package dev.vmascope.mapping.space;

import static dev.vmascope.mapping.CategorySource.HEURISTIC;
import static dev.vmascope.mapping.CategorySource.KERNEL;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.hotspot.JvmAreas;
import dev.vmascope.mapping.text.RawText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules that choose the category of a mapping from itself and its neighbours.
///
/// A thread's stack leaves two mappings in a listing (glibc 2.39, `nptl/allocatestack.c`; HotSpot
/// likewise): writable memory, and directly below it a smaller mapping without access. From glibc
/// 2.42 on the guard is a state of pages (`MADV_GUARD_INSTALL`) and leaves no trace here: such a
/// stack is `anonymous`, unless the process names it. [ThreadStacks] selects the stacks among the
/// mappings of that shape. An arena of glibc (`malloc/arena.c`, `HEAP_MAX_SIZE`) begins at a
/// multiple of 64 MiB, and its unused rest up to the next one has no access.
public final class MappingClassifier {
  private static final List<String> STACK_NAMES =
      List.of("stack_and_tls:", " glibc: pthread stack", " glibc: pthread user stack");
  private static final List<String> ARENA_NAMES = List.of(" glibc: malloc arena");

  /// Go 1.25 and later (`runtime/mem_linux.go`, `runtime/set_vma_name_linux.go`).
  private static final List<String> GO_HEAP_NAMES = List.of(" Go: heap");

  private static final long LARGEST_GUARD = 1 << 20;
  private static final long SMALLEST_STACK = 1 << 14;
  private static final long LARGEST_STACK = 1 << 30;
  private static final long ARENA = 1 << 26;
  private static final long FIRST_64_BIT = 1L << 32;

  private MappingClassifier() {}

  /// The mapping with its category.
  ///
  /// @param overview the facts that only the whole listing shows; it is asked about mappings in
  ///   their order
  /// @param below the mapping before it in the listing
  /// @param above the mapping after it, and the one after that
  public static ClassifiedMapping categorize(
      Overview overview,
      @Nullable UnclassifiedMapping below,
      UnclassifiedMapping here,
      @Nullable UnclassifiedMapping above,
      @Nullable UnclassifiedMapping secondAbove) {
    boolean go = overview.go().reaches(here);
    JvmAreas runtime = overview.runtime();
    JvmAreas.Area area = runtime.isEmpty() ? null : runtime.at(here.mapping());
    if (area != null) {
      return here.as(area.category(), area.source());
    }
    return switch (here.backing().kind()) {
      case KERNEL -> here.as(MappingCategory.KERNEL, KERNEL);
      case DEVICE ->
          here.as(MappingCategory.DEVICE, FileOrDevice.isKnownDevice(here) ? KERNEL : HEURISTIC);
      case STACK -> here.as(stack(here), KERNEL);
      case HEAP -> here.as(MappingCategory.HEAP, KERNEL);
      case SHARED_ANONYMOUS, SYSV -> here.as(MappingCategory.SHARED_MEMORY, KERNEL);
      case MEMFD -> here.as(memoryObject(here), KERNEL);
      case HUGETLB -> here.as(MappingCategory.HUGETLB, KERNEL);
      case FILE -> file(here);
      case ANONYMOUS ->
          anonymous(new Place(overview.stacks(), below, here, above, secondAbove), go);
      case ANON_INODE, OTHER -> here.as(MappingCategory.OTHER, KERNEL);
    };
  }

  /// Linux 3.4 to 4.4 marked the stacks of threads too.
  private static MappingCategory stack(UnclassifiedMapping here) {
    RawText name = here.backing().name();
    return name != null && name.latin1().startsWith("[stack:")
        ? MappingCategory.THREAD_STACK
        : MappingCategory.STACK;
  }

  /// .NET maps the memory of generated code twice, once to write and once to execute it
  /// (`minipal/Unix/doublemapping.cpp`).
  private static MappingCategory memoryObject(UnclassifiedMapping here) {
    RawText name = here.backing().name();
    return here.permissions().executable() && name != null && name.latin1().equals("doublemapper")
        ? MappingCategory.JIT
        : MappingCategory.SHARED_MEMORY;
  }

  private static ClassifiedMapping file(UnclassifiedMapping here) {
    if (FileOrDevice.isShared(here)) {
      return here.as(MappingCategory.SHARED_MEMORY, HEURISTIC);
    }
    if (FileOrDevice.isKnownHugetlb(here)) {
      return here.as(MappingCategory.HUGETLB, KERNEL);
    }
    if (FileOrDevice.isNamedHugetlb(here)) {
      return here.as(MappingCategory.HUGETLB, HEURISTIC);
    }
    Permissions permissions = here.permissions();
    if (permissions.executable()) {
      return here.as(MappingCategory.CODE, KERNEL);
    }
    if (permissions.shared() || permissions.none()) {
      return here.as(MappingCategory.FILE, KERNEL);
    }
    return here.as(
        permissions.writable() ? MappingCategory.DATA : MappingCategory.READ_ONLY_DATA, KERNEL);
  }

  private static ClassifiedMapping anonymous(Place place, boolean go) {
    UnclassifiedMapping here = place.here();
    if (isNamed(here, STACK_NAMES)) {
      return here.as(MappingCategory.THREAD_STACK, KERNEL);
    }
    if (place.isThreadStack()) {
      return here.as(MappingCategory.THREAD_STACK, HEURISTIC);
    }
    if (place.isGuard()) {
      return here.as(MappingCategory.GUARD, HEURISTIC);
    }
    if (here.permissions().none()) {
      return here.as(MappingCategory.RESERVED, KERNEL);
    }
    if (isNamed(here, ARENA_NAMES)) {
      return here.as(MappingCategory.GLIBC_ARENA, KERNEL);
    }
    if (isNamed(here, GO_HEAP_NAMES)) {
      return here.as(MappingCategory.HEAP, KERNEL);
    }
    if (go && here.isPlain() && here.isWritable() && !here.permissions().executable()) {
      return here.as(MappingCategory.HEAP, HEURISTIC);
    }
    if (isArena(here, place.above())) {
      return here.as(MappingCategory.GLIBC_ARENA, HEURISTIC);
    }
    if (here.permissions().executable() && !here.permissions().shared()) {
      return here.as(MappingCategory.JIT, HEURISTIC);
    }
    return here.as(
        here.has(VmFlag.HUGETLB) ? MappingCategory.HUGETLB : MappingCategory.ANONYMOUS, KERNEL);
  }

  /// Whether the process itself has given it such a name (`prctl(PR_SET_VMA_ANON_NAME)`).
  private static boolean isNamed(UnclassifiedMapping here, List<String> beginnings) {
    RawText name = here.backing().name();
    if (name == null) {
      return false;
    }
    for (String beginning : beginnings) {
      if (name.latin1().startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a mapping and the one below it have the shape of a thread's stack. What has the shape
  /// of an arena of malloc has not: below it, the rest of another arena looks like a guard.
  static boolean hasShapeOfStack(
      UnclassifiedMapping below, UnclassifiedMapping here, @Nullable UnclassifiedMapping above) {
    long size = here.mapping().sizeBytes();
    return size >= SMALLEST_STACK
        && size <= LARGEST_STACK
        && here.isPlain()
        && here.isWritable()
        && isBarrier(below)
        && touch(below, here)
        && size > below.mapping().sizeBytes()
        && !isArena(here, above)
        && !isFullArena(here);
  }

  /// A mapping between its neighbours.
  private record Place(
      ThreadStacks stacks,
      @Nullable UnclassifiedMapping below,
      UnclassifiedMapping here,
      @Nullable UnclassifiedMapping above,
      @Nullable UnclassifiedMapping secondAbove) {
    boolean isThreadStack() {
      return isThreadStack(below, here, above);
    }

    private boolean isThreadStack(
        @Nullable UnclassifiedMapping guard,
        UnclassifiedMapping stack,
        @Nullable UnclassifiedMapping aboveStack) {
      return guard != null && hasShapeOfStack(guard, stack, aboveStack) && stacks.has(stack);
    }

    /// The lowest pages of a thread's stack may have no access either (HotSpot's yellow zone): then
    /// two guards lie below it.
    boolean isGuard() {
      if (!isBarrier(here) || !touch(here, above)) {
        return false;
      }
      return isStackOver(here, above, secondAbove)
          || (isBarrier(above)
              && touch(above, secondAbove)
              && isStackOver(above, secondAbove, null));
    }

    private boolean isStackOver(
        @Nullable UnclassifiedMapping guard,
        @Nullable UnclassifiedMapping stack,
        @Nullable UnclassifiedMapping aboveStack) {
      return stack != null
          && (stack.backing().kind() == MappingKind.STACK
              || isThreadStack(guard, stack, aboveStack));
    }
  }

  private static boolean isArena(UnclassifiedMapping here, @Nullable UnclassifiedMapping above) {
    return here.isPlain()
        && here.isWritable()
        && !here.permissions().executable()
        && Long.compareUnsigned(here.start(), FIRST_64_BIT) >= 0
        && isAligned(here.start())
        && above != null
        && touch(here, above)
        && above.isPlain()
        && above.permissions().none()
        && isAligned(above.end())
        && above.mapping().sizeBytes() < ARENA;
  }

  /// Whether it is an arena without a rest, or several that follow each other.
  private static boolean isFullArena(UnclassifiedMapping here) {
    return !here.permissions().executable()
        && isAligned(here.start())
        && here.mapping().sizeBytes() % ARENA == 0;
  }

  private static boolean isAligned(long address) {
    return (address & (ARENA - 1)) == 0;
  }

  private static boolean isBarrier(@Nullable UnclassifiedMapping candidate) {
    return candidate != null
        && candidate.isPlain()
        && candidate.permissions().none()
        && candidate.mapping().sizeBytes() <= LARGEST_GUARD;
  }

  private static boolean touch(
      @Nullable UnclassifiedMapping below, @Nullable UnclassifiedMapping above) {
    return below != null && above != null && below.end() == above.start();
  }
}
