package dev.vmascope.sampling.tick;

import dev.vmascope.sampling.GrownMappings;
import dev.vmascope.sampling.Growth;
import dev.vmascope.sampling.HeldMemoryReadings;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.saved.SavedProcess;
import dev.vmascope.trend.GrowthWindow;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.MeasureVerdict;
import dev.vmascope.trend.SampleLog;
import dev.vmascope.trend.TimedValues;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The samples, slopes and verdicts of one address space. They are compact buffers that change in
/// place, since copying them in each tick would cost more than reading the process: so each belongs
/// to one [TrackedProcess], and only the scheduler's thread uses it. Other threads have its
/// history.
final class GrowthTracker {
  private final GrowthProperties properties;
  private final GrowthProperties ofSlopes;
  private final Instant since;
  private final Instant judgedFrom;
  private final GrowthWindow window;
  private final LeakDetector detector;
  private final ProcessHistory history;

  /// @param ofSlopes the time spans of slopes alone, where the process is not expected to live for
  ///   long; verdicts never come any sooner
  /// @param since the start of the address space, as far as is known
  GrowthTracker(GrowthProperties properties, GrowthProperties ofSlopes, Instant since) {
    this.properties = properties;
    this.ofSlopes = ofSlopes;
    this.since = since;
    judgedFrom = since.plus(properties.warmUp());
    window = new GrowthWindow(ofSlopes.window());
    detector = new LeakDetector(properties.settings());
    history =
        new ProcessHistory(
            new SampleLog(), since.plus(ofSlopes.warmUp()), new HeldMemoryReadings());
  }

  /// A tracker that continues a saved one. The slopes are those of the saved samples.
  GrowthTracker(GrowthProperties properties, SavedProcess saved) {
    this.properties = properties;
    since = saved.since();
    ofSlopes = new GrowthProperties(saved.slopes(), properties.leakWindow(), saved.warmUp());
    judgedFrom = since.plus(properties.warmUp());
    window = new GrowthWindow(ofSlopes.window());
    detector = saved.detector();
    history =
        new ProcessHistory(saved.log(), since.plus(ofSlopes.warmUp()), new HeldMemoryReadings());
    for (TimedValues sample : saved.log().since(history.warmFrom())) {
      window.add(sample.at(), sample.values());
    }
  }

  /// All that is needed to continue it.
  SavedProcess saved(ProcessKey key, AddressSpace space) {
    return new SavedProcess(
        key,
        space.codeStart(),
        space.stackStart(),
        space.peakVirtualBytes(),
        since,
        ofSlopes.window(),
        ofSlopes.warmUp(),
        history.log(),
        detector);
  }

  /// A tracker for the next address space of the same process.
  GrowthTracker restarted(Instant since) {
    return new GrowthTracker(properties, ofSlopes, since);
  }

  /// Adds a sample.
  ///
  /// @param grown the mappings that have grown
  /// @param before the growth at the last sample
  /// @return the growth now, once the process is warm; the same object as before if it is equal, so
  ///   that comparing is cheap
  Growth add(
      Instant at,
      MeasureValues values,
      LeakDetector.Bounds bounds,
      Optional<GrownMappings> grown,
      Growth before) {
    history.log().add(at, values);
    history.log().forgetBefore(at.minus(properties.kept()));
    if (at.isBefore(history.warmFrom())) {
      return Growth.NONE;
    }
    window.add(at, values);
    Map<Measure, Double> slopes = window.slopes();
    if (!at.isBefore(judgedFrom)) {
      detector.note(at, values, bounds);
    }
    Map<Measure, MeasureVerdict> judgements = detector.judge(at, slopes, window.readsOften());
    boolean same =
        slopes.equals(before.slopes())
            && judgements.equals(before.judgements())
            && grown.equals(before.mappings());
    return same ? before : new Growth(slopes, judgements, grown);
  }

  /// The history; its samples and readings are safe for any thread.
  ProcessHistory history() {
    return history;
  }

  /// The size in bytes, roughly.
  int bytes() {
    return history.log().bytes() + detector.bytes();
  }
}
