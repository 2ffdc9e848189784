package dev.vmascope.procfs.address;

import dev.vmascope.mapping.PageEntry;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.process.PinnedProcess;
import dev.vmascope.procfs.process.ProcessReading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A reader of the entry of one page from `/proc/<pid>/pagemap`. The kernel walks the rest of one
/// page table for it, at most 512 entries. That costs no more than some lines of maps, so the
/// governor is not asked.
final class PageReader {
  private final ReadTally account;

  PageReader(ReadTally account) {
    this.account = account;
  }

  /// @param expected the process before; another process, or another address space, is gone
  /// @param address an address of the user half
  Outcome<PageEntry> read(
      PinnedProcess process, ProcessReading expected, ProcessReading now, long address) {
    if (!now.identity().equals(expected.identity())) {
      return new Outcome.Gone<>(true);
    }
    return account.counted(ProcFile.PAGEMAP, () -> read(process, address));
  }

  private static Outcome<PageEntry> read(PinnedProcess process, long address) {
    ByteBuffer entry = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    try (KernelFile pagemap = process.open(ProcFile.PAGEMAP)) {
      pagemap.position(Long.divideUnsigned(address, LibC.PAGE_BYTES) * Long.BYTES);
      return pagemap.read(entry) == Long.BYTES
          ? new Outcome.Ok<>(new PageEntry(entry.getLong(0)))
          : new Outcome.Gone<>(true);
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    }
  }
}
