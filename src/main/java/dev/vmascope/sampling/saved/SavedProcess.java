package dev.vmascope.sampling.saved;

import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.SampleLog;
import dev.vmascope.trend.StateReader;
import dev.vmascope.trend.StateWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// The history of one address space, as it is saved.
///
/// @param codeStart where its code begins; 0 if unknown
/// @param stackStart where its stack begins; 0 if unknown
/// @param peakVirtualBytes the largest size of the address space
/// @param since the time from which it is known
/// @param slopes the window of its slopes
/// @param warmUp the time that does not count for slopes
/// @param log its samples
/// @param detector the state of its verdicts
public record SavedProcess(
    ProcessKey key,
    long codeStart,
    long stackStart,
    long peakVirtualBytes,
    Instant since,
    Duration slopes,
    Duration warmUp,
    SampleLog log,
    LeakDetector detector) {
  /// The memory of its history, in bytes.
  int bytes() {
    return log.bytes() + detector.bytes();
  }

  void write(StateWriter out) throws IOException {
    out.number(key.pid());
    out.number(key.startTicks());
    out.number(codeStart);
    out.number(stackStart);
    out.number(peakVirtualBytes);
    out.signed(since.toEpochMilli());
    out.number(slopes.toMillis());
    out.number(warmUp.toMillis());
    log.write(out);
    detector.write(out);
  }

  static SavedProcess read(StateReader in, GrowthSettings settings) throws IOException {
    ProcessKey key = new ProcessKey(in.count(Integer.MAX_VALUE), in.number());
    long codeStart = in.number();
    long stackStart = in.number();
    long peakVirtualBytes = in.number();
    Instant since = Instant.ofEpochMilli(in.signed());
    Duration slopes = Duration.ofMillis(in.number());
    Duration warmUp = Duration.ofMillis(in.number());
    SampleLog log = new SampleLog();
    log.read(in);
    LeakDetector detector = new LeakDetector(settings);
    detector.read(in);
    return new SavedProcess(
        key, codeStart, stackStart, peakVirtualBytes, since, slopes, warmUp, log, detector);
  }
}
