package dev.vmascope.mapping;

import dev.vmascope.mapping.text.RawText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The object behind a mapping, parsed from the name that the kernel prints. Source:
/// `show_map_vma`, `fs/proc/task_mmu.c`. The line alone leaves two cases open: a file really named
/// `x (deleted)` looks like a deleted `x`, and `\012` is a newline or those four characters.
///
/// @param path the file name without the kernel's ` (deleted)` and with `\012` read as a newline;
///   absent where the name is no path
/// @param name the name of named memory (`[anon:NAME]`, `memfd_create`), a pseudo name as the
///   kernel prints it (`[vdso]`), or the key of a SysV segment; absent where there is none
/// @param deleted whether no directory holds the object any more, according to the kernel; always
///   so for memfd and SysV
public record Backing(
    MappingKind kind, @Nullable RawText path, @Nullable RawText name, boolean deleted) {

  private static final String DELETED = " (deleted)";

  /// Shared memory of Android before memfd, on the kernel's own tmpfs
  /// (`drivers/staging/android/ashmem.c`).
  private static final String ASHMEM = "/dev/ashmem/";

  /// The folders below `/dev` that hold files, not devices. Those of huge pages may carry a page
  /// size: `/dev/hugepages1G`, `/dev/hugepages-1048576kB`.
  private static final Set<String> FILES = Set.of("/dev/shm/", "/dev/hugepages", "/dev/ashmem/");

  private static final Set<String> OTHER_OBJECTS =
      Set.of("/[aio]", "/secretmem", "/drm mm object", "/i915");
  private static final Backing UNNAMED = new Backing(MappingKind.ANONYMOUS, null, null, false);

  static Backing of(Mapping mapping) {
    return of(mapping, unescaped(mapping.name().latin1()));
  }

  /// The backing of a mapping whose name is not escaped: `\012` is those four characters.
  public static Backing ofPlain(Mapping mapping) {
    return of(mapping, mapping.name().latin1());
  }

  private static Backing of(Mapping mapping, String printed) {
    if (printed.isEmpty()) {
      return mapping.inode() == 0 && mapping.device().none()
          ? UNNAMED
          : new Backing(MappingKind.OTHER, null, null, false);
    }
    if (printed.startsWith("[")) {
      return ofPseudoName(printed, mapping.device().none());
    }
    boolean deleted = printed.endsWith(DELETED);
    String name = deleted ? printed.substring(0, printed.length() - DELETED.length()) : printed;
    // Kernel-internal file systems (shmem, hugetlbfs) have major number 0, real disks do not.
    return mapping.device().major() == 0
        ? ofKernelFileSystem(name, deleted)
        : ofFile(name, deleted);
  }

  private static Backing ofPseudoName(String printed, boolean withoutDevice) {
    if (printed.startsWith("[anon:") && printed.endsWith("]")) {
      return named(MappingKind.ANONYMOUS, printed.substring(6, printed.length() - 1));
    }
    if (printed.startsWith("[anon_shmem:") && printed.endsWith("]")) {
      return named(MappingKind.SHARED_ANONYMOUS, printed.substring(12, printed.length() - 1));
    }
    if (printed.equals("[heap]")) {
      return named(MappingKind.HEAP, printed);
    }
    if (printed.equals("[stack]") || printed.startsWith("[stack:")) {
      return named(MappingKind.STACK, printed);
    }
    return named(withoutDevice ? MappingKind.KERNEL : MappingKind.OTHER, printed);
  }

  private static Backing ofKernelFileSystem(String name, boolean deleted) {
    if (deleted && name.equals("/dev/zero")) {
      return at(MappingKind.SHARED_ANONYMOUS, name, null, true);
    }
    if (deleted && name.startsWith("/memfd:")) {
      return at(MappingKind.MEMFD, name, name.substring("/memfd:".length()), true);
    }
    if (deleted && name.matches("/SYSV[0-9a-f]{8}")) {
      return at(MappingKind.SYSV, name, "0x" + name.substring("/SYSV".length()), true);
    }
    if (deleted && name.startsWith(ASHMEM)) {
      return at(MappingKind.SHARED_ANONYMOUS, name, name.substring(ASHMEM.length()), true);
    }
    if (deleted && name.equals("/anon_hugepage")) {
      return at(MappingKind.HUGETLB, name, null, true);
    }
    if (name.startsWith("anon_inode:")) {
      return named(MappingKind.ANON_INODE, name.substring("anon_inode:".length()));
    }
    if (OTHER_OBJECTS.contains(name) || name.startsWith("/dmabuf:")) {
      return at(MappingKind.OTHER, name, name.substring(1), deleted);
    }
    return ofFile(name, deleted);
  }

  private static Backing ofFile(String name, boolean deleted) {
    if (name.equals("/dev/zero") && !deleted) {
      return at(MappingKind.ANONYMOUS, name, null, false);
    }
    if (name.startsWith("/dev/") && FILES.stream().noneMatch(name::startsWith)) {
      return at(MappingKind.DEVICE, name, null, deleted);
    }
    if (name.startsWith("/") || name.startsWith("(unreachable)/")) {
      return at(MappingKind.FILE, name, null, deleted);
    }
    return named(name.startsWith("socket:") ? MappingKind.DEVICE : MappingKind.OTHER, name);
  }

  /// The same backing, of another kind.
  public Backing as(MappingKind other) {
    return kind == other ? this : new Backing(other, path, name, deleted);
  }

  private static Backing named(MappingKind kind, String name) {
    return new Backing(kind, null, new RawText(name), false);
  }

  private static Backing at(MappingKind kind, String path, @Nullable String name, boolean deleted) {
    return new Backing(kind, new RawText(path), name == null ? null : new RawText(name), deleted);
  }

  private static String unescaped(String printed) {
    return printed.indexOf('\\') < 0 ? printed : printed.replace("\\012", "\n");
  }
}
