package dev.vmascope.procfs.object;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.procfs.pool.ProcFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The vDSO of this service, read from its own memory. The kernel maps the same one into all
/// processes of one instruction set and width (`arch/x86/entry/vdso/vma.c`).
public final class OwnVdso implements ObjectBytes {
  /// The first address above 32 bits: 32-bit programs have another vDSO, below it.
  private static final long WIDE = 1L << 32;

  private static final long LARGEST = 1 << 20;

  private final AddressRange range;
  private final byte[] bytes;

  /// @param range the address range of the vDSO
  /// @param bytes all its bytes
  OwnVdso(AddressRange range, byte[] bytes) {
    this.range = range;
    this.bytes = bytes;
  }

  /// The service's vDSO, if the processes of a proc file system run on the same kernel.
  ///
  /// @return empty for captures, and where there is none
  public static Optional<OwnVdso> of(Path root) {
    Optional<AddressRange> own = find(Path.of("/proc"));
    return own.isPresent() && own.equals(find(root)) ? own.map(OwnVdso::read) : Optional.empty();
  }

  private static Optional<AddressRange> find(Path root) {
    Path file = root.resolve("self").resolve(ProcFile.MAPS.fileName());
    try (InputStream maps = Files.newInputStream(file)) {
      MapsParser parser = new MapsParser(maps, ProcFile.MAPS.fileName());
      for (MapsLine line = parser.next(); line != null; line = parser.next()) {
        Mapping mapping = line.mapping();
        if (MappedFiles.isVdso(mapping) && mapping.sizeBytes() <= LARGEST) {
          return Optional.of(mapping.range());
        }
      }
      return Optional.empty();
    } catch (IOException | MalformedException _) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("restricted")
  private static OwnVdso read(AddressRange range) {
    byte[] bytes =
        MemorySegment.ofAddress(range.start()).reinterpret(range.sizeBytes()).toArray(JAVA_BYTE);
    return new OwnVdso(range, bytes);
  }

  /// Whether another process has the same vDSO.
  boolean isSame(Mapping other) {
    return range.start() >= WIDE
        && other.range().start() >= WIDE
        && other.sizeBytes() == range.sizeBytes();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long offset, byte[] target) {
    System.arraycopy(bytes, Math.toIntExact(offset), target, 0, target.length);
    return target.length;
  }
}
