package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A System V shared memory segment: a line of `/proc/sysvipc/shm` (`sysvipc_shm_proc_show`,
/// `ipc/shm.c`). The file shows the segments in the IPC namespace of the reader.
///
/// @param key the key by which processes find it
/// @param id unsigned; the inode of its mappings
/// @param sizeBytes the size
/// @param creator the pid of the process that created it
/// @param attached the number of its mappings; 0: an orphan, which stays until it is removed
/// @param residentBytes the part in memory
/// @param swapBytes the part swapped out
public record SysvSegment(
    int key,
    long id,
    long sizeBytes,
    int creator,
    long attached,
    long residentBytes,
    long swapBytes) {
  private static final int COLUMNS = 16;

  /// Parses the whole file: a line of headings, then one for each segment.
  ///
  /// @throws MalformedException if a line has other columns, or one of them is no number
  public static List<SysvSegment> parse(byte[] file, String source) {
    String[] lines = new String(file, StandardCharsets.ISO_8859_1).split("\n", -1);
    List<SysvSegment> segments = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        segments.add(segment(lines[i], i + 1, source));
      }
    }
    return List.copyOf(segments);
  }

  private static SysvSegment segment(String line, int number, String source) {
    String[] columns = line.strip().split(" +", -1);
    if (columns.length < COLUMNS) {
      throw new MalformedException(source, number, 1, COLUMNS + " columns", line);
    }
    try {
      return new SysvSegment(
          Integer.parseInt(columns[0]),
          Long.parseLong(columns[1]),
          Long.parseUnsignedLong(columns[3]),
          Integer.parseInt(columns[4]),
          Long.parseUnsignedLong(columns[6]),
          Long.parseUnsignedLong(columns[14]),
          Long.parseUnsignedLong(columns[15]));
    } catch (NumberFormatException _) {
      throw new MalformedException(source, number, 1, "columns of numbers", line);
    }
  }

  /// Whether no process maps it.
  public boolean orphan() {
    return attached == 0;
  }
}
