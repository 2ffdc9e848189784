package dev.vmascope.procfs.address;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ProcFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/// A query of single mappings by the ioctl `PROCMAP_QUERY` on an open `/proc/<pid>/maps`. It exists
/// since Linux 6.11 (`do_procmap_query` in `fs/proc/task_mmu.c`, `struct procmap_query` in
/// `include/uapi/linux/fs.h`). It omits the gate mapping `[vsyscall]`, and returns names unescaped,
/// where the listing writes a newline as `\012`.
public final class ProcMapQuery implements AutoCloseable {
  /// `_IOWR('f', 17, struct procmap_query)`.
  private static final long PROCMAP_QUERY = 0xc0686611L;

  private static final long STRUCT_BYTES = 104;
  private static final int EXECUTABLE_VMA = 0x4;
  private static final int COVERING_OR_NEXT_VMA = 0x10;
  private static final int FILE_BACKED_VMA = 0x20;
  private static final int LONGEST_NAME = 4096;
  private static final int LONGEST_BUILD_ID = 64;

  private static final long READABLE = 1;
  private static final long WRITABLE = 2;
  private static final long EXECUTABLE = 4;
  private static final long SHARED = 8;

  private final KernelFile maps;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment argument = arena.allocate(STRUCT_BYTES, Long.BYTES);
  private final MemorySegment name = arena.allocate(LONGEST_NAME);
  private final MemorySegment buildId = arena.allocate(LONGEST_BUILD_ID);
  private int queries;

  /// @param maps an open maps file
  public ProcMapQuery(KernelFile maps) {
    this.maps = maps;
  }

  /// Whether the kernel under a proc file system supports the query.
  public static boolean isKnown(Path root) {
    Path own = root.resolve("self").resolve(ProcFile.MAPS.fileName());
    try (ProcMapQuery query = new ProcMapQuery(KernelFile.open(own))) {
      return query.at(0, true, Detail.NONE).value().isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  /// A mapping, and the build id of its file if it has one.
  ///
  /// @param mapping the mapping; its name is unescaped, and empty if it was not requested
  /// @param buildId lower-case hexadecimal; absent if it was not requested
  public record Found(Mapping mapping, Optional<String> buildId) {}

  /// The detail that is requested beside the range, the permissions and the object.
  public enum Detail {
    /// Nothing more.
    NONE,
    /// The name.
    NAME,
    /// The build id. The kernel may have to read the file for it, before Linux 6.18 under a lock of
    /// the process (`build_id_parse`).
    BUILD_ID
  }

  /// The number of queries made.
  int queries() {
    return queries;
  }

  /// The mapping that contains an address, if there is one.
  ///
  /// @param orNext whether to return the next mapping above if there is none
  /// @param what the detail to request
  /// @return gone if the address space is; not applicable if this kernel does not support the query
  public Outcome<Optional<Found>> at(long address, boolean orNext, Detail what) {
    return ask(address, orNext ? COVERING_OR_NEXT_VMA : 0, what);
  }

  /// The executable file mapping that contains an address, with its name, or the next one above.
  /// The kernel visits all mappings between.
  ///
  /// @return the mapping, as in [#at]
  Outcome<Optional<Found>> codeAt(long address) {
    return ask(address, COVERING_OR_NEXT_VMA | EXECUTABLE_VMA | FILE_BACKED_VMA, Detail.NAME);
  }

  private Outcome<Optional<Found>> ask(long address, int which, Detail what) {
    queries++;
    argument.fill((byte) 0);
    argument.set(JAVA_LONG, 0, STRUCT_BYTES);
    argument.set(JAVA_LONG, 8, which);
    argument.set(JAVA_LONG, 16, address);
    if (what == Detail.NAME) {
      argument.set(JAVA_INT, 80, LONGEST_NAME);
      argument.set(JAVA_LONG, 88, name.address());
    }
    if (what == Detail.BUILD_ID) {
      argument.set(JAVA_INT, 84, LONGEST_BUILD_ID);
      argument.set(JAVA_LONG, 96, buildId.address());
    }
    LibC.Result result = LibC.ioctl(maps.descriptor(), PROCMAP_QUERY, argument);
    if (!result.failed()) {
      return new Outcome.Ok<>(Optional.of(found()));
    }
    return switch (result.errno()) {
      case LibC.ENOENT -> new Outcome.Ok<>(Optional.empty());
      case LibC.ESRCH -> new Outcome.Gone<>(true);
      default -> new Outcome.NotApplicable<>();
    };
  }

  private Found found() {
    long flags = argument.get(JAVA_LONG, 40);
    int nameBytes = Math.max(0, argument.get(JAVA_INT, 80) - 1);
    int buildIdBytes = argument.get(JAVA_INT, 84);
    Mapping mapping =
        new Mapping(
            new AddressRange(argument.get(JAVA_LONG, 24), argument.get(JAVA_LONG, 32)),
            Permissions.of(
                (flags & READABLE) != 0,
                (flags & WRITABLE) != 0,
                (flags & EXECUTABLE) != 0,
                (flags & SHARED) != 0),
            argument.get(JAVA_LONG, 56),
            new Device(argument.get(JAVA_INT, 72), argument.get(JAVA_INT, 76)),
            argument.get(JAVA_LONG, 64),
            RawText.of(bytes(name, nameBytes), 0, nameBytes));
    return new Found(
        mapping,
        buildIdBytes == 0
            ? Optional.empty()
            : Optional.of(HexFormat.of().formatHex(bytes(buildId, buildIdBytes))));
  }

  private static byte[] bytes(MemorySegment segment, int count) {
    return segment.asSlice(0, count).toArray(JAVA_BYTE);
  }

  /// The highest mapping that ends at or below an address, found by bisection: some forty queries
  /// for any number of mappings.
  Outcome<Optional<Found>> below(long address) {
    return lowerNeighbour(address)
        .flatMap(found -> found.isEmpty() ? new Outcome.Ok<>(found) : named(found.get()));
  }

  /// @return not applicable if the mapping is gone meanwhile
  private Outcome<Optional<Found>> named(Found found) {
    return at(found.mapping().range().start(), false, Detail.NAME)
        .flatMap(
            named -> named.isPresent() ? new Outcome.Ok<>(named) : new Outcome.NotApplicable<>());
  }

  private Outcome<Optional<Found>> lowerNeighbour(long address) {
    long low = 0;
    long high = address;
    Optional<Found> best = Optional.empty();
    while (Long.compareUnsigned(low, high) < 0) {
      long middle = low + ((high - low) >>> 1);
      Outcome<Optional<Found>> answer = at(middle, true, Detail.NONE);
      if (!(answer instanceof Outcome.Ok<Optional<Found>>(Optional<Found> found))) {
        return answer;
      }
      if (found.isPresent() && endsBelow(found.get(), address)) {
        best = found;
        low = found.get().mapping().range().end();
      } else {
        high = middle;
      }
    }
    return new Outcome.Ok<>(best);
  }

  private static boolean endsBelow(Found found, long address) {
    return Long.compareUnsigned(found.mapping().range().end(), address) <= 0;
  }

  @Override
  public void close() {
    maps.close();
    arena.close();
  }
}
