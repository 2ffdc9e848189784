package dev.vmascope.sampling.saved;

import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.LimitForecast;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.StateReader;
import dev.vmascope.trend.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;

/// The format of saved histories. It is a head, the processes, the control groups with a limit, and
/// a checksum of all (CRC-32C). The head is `vmascope`, a version, the boot, the time spans of
/// verdicts, and the measures in their order. A file with another head is of no use.
final class HistoryFormat {
  private static final byte[] MAGIC = "vmascope".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final int CHECKSUM_BYTES = Integer.BYTES;
  private static final int LONGEST_HEAD_TEXT = 1 << 13;
  private static final int MOST_PROCESSES = 1 << 22;
  private static final int LARGEST_ARRAY = 1 << 30;
  private static final String DAMAGED = "it is damaged";

  private static final byte[] MEASURES =
      Measure.ALL.stream()
          .map(Measure::key)
          .collect(Collectors.joining(","))
          .getBytes(StandardCharsets.US_ASCII);

  private final byte[] bootId;
  private final GrowthSettings settings;

  /// @param bootId the boot of the kernel, whose process ids and times these are
  HistoryFormat(String bootId, GrowthSettings settings) {
    this.bootId = bootId.getBytes(StandardCharsets.US_ASCII);
    this.settings = settings;
  }

  /// The bytes of a file, which may be a sixth of the heap: they are there once.
  ByteArrayOutputStream encode(SavedHistory history) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(about(history.processes()));
    CheckedOutputStream summed = new CheckedOutputStream(bytes, new CRC32C());
    StateWriter out = new StateWriter(summed);
    try {
      summed.write(MAGIC);
      out.number(VERSION);
      out.bytes(bootId, bootId.length);
      out.number(settings.window().toMillis());
      out.number(settings.leakWindow().toMillis());
      out.bytes(MEASURES, MEASURES.length);
      out.number(history.processes().size());
      for (SavedProcess process : history.processes()) {
        process.write(out);
      }
      writeLimits(history.limits(), out);
      bytes.write(checksum(summed.getChecksum()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  /// Writes as many as there may be. A longer name is cut by no runtime, and chosen by a stranger.
  private static void writeLimits(Map<String, LimitForecast> limits, StateWriter out)
      throws IOException {
    List<String> written =
        limits.keySet().stream()
            .filter(path -> utf8(path).length <= SavedHistory.LONGEST_NAME)
            .limit(SavedHistory.MOST_LIMITS)
            .toList();
    out.number(written.size());
    for (String path : written) {
      byte[] name = utf8(path);
      out.bytes(name, name.length);
      Objects.requireNonNull(limits.get(path)).write(out);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int about(Collection<SavedProcess> processes) {
    long bytes = LONGEST_HEAD_TEXT;
    for (SavedProcess process : processes) {
      bytes += process.bytes();
    }
    return (int) Math.min(bytes, LARGEST_ARRAY);
  }

  /// The histories of a file.
  ///
  /// @param memory the memory that those of processes may take, in bytes
  /// @throws IOException if it is damaged or of no use, with the reason as its message
  SavedHistory decode(byte[] file, long memory) throws IOException {
    int length = file.length - CHECKSUM_BYTES;
    require(length >= MAGIC.length, DAMAGED);
    CRC32C sum = new CRC32C();
    sum.update(file, 0, length);
    byte[] found = Arrays.copyOfRange(file, length, file.length);
    require(Arrays.equals(checksum(sum), found), DAMAGED);
    ByteArrayInputStream bytes = new ByteArrayInputStream(file, 0, length);
    StateReader in = new StateReader(bytes);
    require(Arrays.equals(bytes.readNBytes(MAGIC.length), MAGIC), "it is no history");
    require(in.number() == VERSION, "it is of another version");
    require(Arrays.equals(in.bytes(LONGEST_HEAD_TEXT), bootId), "it is of another boot");
    require(
        in.number() == settings.window().toMillis()
            && in.number() == settings.leakWindow().toMillis(),
        "it has other time spans (vmascope.growth)");
    require(Arrays.equals(in.bytes(LONGEST_HEAD_TEXT), MEASURES), "it is of another version");
    List<SavedProcess> processes = new ArrayList<>();
    int count = in.count(MOST_PROCESSES);
    long taken = 0;
    for (int i = 0; i < count; i++) {
      SavedProcess process = SavedProcess.read(in, settings);
      taken += process.bytes();
      require(taken <= memory, "it takes more than vmascope.history.memory");
      processes.add(process);
    }
    Map<String, LimitForecast> limits = new HashMap<>();
    int limited = in.count(SavedHistory.MOST_LIMITS);
    for (int i = 0; i < limited; i++) {
      String path = new String(in.bytes(SavedHistory.LONGEST_NAME), StandardCharsets.UTF_8);
      limits.put(path, LimitForecast.read(in, settings));
    }
    return new SavedHistory(processes, limits);
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  private static byte[] checksum(Checksum sum) {
    return ByteBuffer.allocate(CHECKSUM_BYTES).putInt((int) sum.getValue()).array();
  }
}
