package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.proc.ProcessStatm;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ProcFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A reader of the machine's facts from captured files instead of the running kernel. Nothing of
/// the machine that runs the service is taken for that of the capture.
final class CaptureReader {
  /// The smallest page size of any architecture of Linux (4 KiB); the largest is 256 KiB.
  private static final int SMALLEST_PAGE = 1 << 12;

  private static final int LARGEST_PAGE = 1 << 18;

  private static final int BEGINNING = 1 << 16;
  private static final Pattern PAGE_SIZE = Pattern.compile("(?m)^KernelPageSize: +(\\d{1,6}) kB$");

  private final PinnedProcess process;

  CaptureReader(PinnedProcess process) {
    this.process = process;
  }

  /// The identity of the process that the folder is named after, with or without a `stat` file.
  Outcome<ProcessStat> stat(Outcome<ProcessStat> file) {
    return file instanceof Outcome.Gone<ProcessStat>
        ? new Outcome.Ok<>(ProcessStat.withoutFile(process.pid(), bytes(ProcFile.STATUS)))
        : file.map(stat -> stat.withPid(process.pid()));
  }

  /// The completeness and consistency of the captured process.
  CapturedProcess captured(Outcome<ProcessStatus> status) {
    byte[] stat = bytes(ProcFile.STAT);
    OptionalInt named = stat.length == 0 ? OptionalInt.empty() : pid(stat);
    if (named.isEmpty() || named.getAsInt() == process.pid()) {
      named =
          status
              .value()
              .map(ProcessStatus::threadGroup)
              .filter(group -> group.isPresent() && !process.hasSibling(group.getAsInt()))
              .orElse(OptionalInt.empty());
    }
    boolean other = named.isPresent() && named.getAsInt() != process.pid();
    return new CapturedProcess(stat.length > 0, other ? named : OptionalInt.empty());
  }

  private static OptionalInt pid(byte[] stat) {
    try {
      return OptionalInt.of(ProcessStat.parse(stat, "stat").pid());
    } catch (MalformedException _) {
      return OptionalInt.empty();
    }
  }

  /// The page size of the captured machine, in bytes: the one at which a number of pages equals a
  /// number of bytes elsewhere, else the smallest of the first mappings in `smaps`; empty where no
  /// file has it.
  ///
  /// @param pages `statm`, in pages
  OptionalInt pageBytes(Optional<ProcessStatm> pages, Optional<ProcessStatus> status) {
    OptionalLong all = pages.map(ProcessStatm::virtualBytes).orElse(OptionalLong.empty());
    OptionalLong resident = pages.map(ProcessStatm::residentBytes).orElse(OptionalLong.empty());
    OptionalInt size = ratio(ProcessStat.virtualBytes(bytes(ProcFile.STAT)), all);
    size = size.isPresent() ? size : ratio(size(status, ProcessSize.VIRTUAL), all);
    size = size.isPresent() ? size : ratio(size(status, ProcessSize.RESIDENT), resident);
    return size.isPresent() ? size : ofMappings();
  }

  private static OptionalLong size(Optional<ProcessStatus> status, ProcessSize size) {
    return status.map(known -> known.sizes().bytes(size)).orElse(OptionalLong.empty());
  }

  /// The page size that relates the two numbers. The files were copied one after the other, so the
  /// two may differ slightly.
  private static OptionalInt ratio(OptionalLong bytes, OptionalLong pages) {
    if (bytes.isEmpty() || pages.isEmpty() || pages.getAsLong() == 0) {
      return OptionalInt.empty();
    }
    double ratio = (double) bytes.getAsLong() / pages.getAsLong();
    for (int size = SMALLEST_PAGE; size <= LARGEST_PAGE; size *= 2) {
      if (Math.abs(ratio / size - 1) < 0.1) {
        return OptionalInt.of(size);
      }
    }
    return OptionalInt.empty();
  }

  private OptionalInt ofMappings() {
    String smaps = new String(bytes(ProcFile.SMAPS), StandardCharsets.ISO_8859_1);
    OptionalInt smallest = OptionalInt.empty();
    Matcher sizes = PAGE_SIZE.matcher(smaps);
    while (sizes.find()) {
      int bytes = 1024 * Integer.parseInt(sizes.group(1));
      boolean possible = bytes >= SMALLEST_PAGE && bytes <= LARGEST_PAGE;
      if (possible && bytes < smallest.orElse(Integer.MAX_VALUE)) {
        smallest = OptionalInt.of(bytes);
      }
    }
    return smallest;
  }

  /// The first bytes of a file; none where it is missing or unreadable.
  private byte[] bytes(ProcFile file) {
    try {
      return process.readBeginning(file, BEGINNING);
    } catch (IOException _) {
      return new byte[0];
    }
  }
}
