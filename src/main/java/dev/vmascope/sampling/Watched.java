package dev.vmascope.sampling;

import dev.vmascope.growth.GrowthJudge;
import dev.vmascope.growth.GrowthWindow;
import dev.vmascope.growth.Measure;
import dev.vmascope.growth.MeasureValues;
import dev.vmascope.growth.SampleLog;
import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.mapping.Size;
import dev.vmascope.procfs.ProcessReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is remembered of one process from tick to tick. Used by the scheduler's thread alone.
final class Watched {
  private final GrowthProperties properties;
  private ProcessReading reading;
  private MemorySizes sizes;
  private AddressSpace addressSpace;
  private Instant warmUntil;
  private GrowthWindow window;
  private GrowthJudge judge;
  private SampleLog log = new SampleLog();
  private Optional<KnownTotals> totals = Optional.empty();

  /// @param since when its address space began, as far as is known
  Watched(ProcessReading reading, Instant since, GrowthProperties properties) {
    this.properties = properties;
    this.reading = reading;
    sizes = reading.sizes();
    addressSpace = AddressSpace.of(reading);
    warmUntil = since.plus(properties.warmUp());
    window = new GrowthWindow(properties.window());
    judge = new GrowthJudge(properties.settings());
  }

  /// Takes the next look at the same process; if it has another address space, all begins anew.
  void lookAgain(ProcessReading next, Instant at) {
    AddressSpace seen = AddressSpace.of(next);
    reading = next;
    sizes = next.sizes();
    if (!addressSpace.mayBecome(seen)) {
      warmUntil = at.plus(properties.warmUp());
      window = new GrowthWindow(properties.window());
      judge = new GrowthJudge(properties.settings());
      log = new SampleLog();
      totals = Optional.empty();
    }
    addressSpace = seen;
  }

  ProcessReading reading() {
    return reading;
  }

  MemorySizes sizes() {
    return sizes;
  }

  /// What its mappings were when they were last read; absent until they could be.
  Optional<KnownTotals> totals() {
    return totals;
  }

  void know(KnownTotals known) {
    totals = Optional.of(known);
  }

  /// Whether the address space has another size than when its mappings were last read.
  boolean hasChanged() {
    return totals.isEmpty()
        || totals.get().virtualBytes() != bytes(Size.VIRTUAL)
        || totals.get().dataBytes() != bytes(Size.DATA);
  }

  /// A size, 0 where it is not known: only to tell a change, and what is larger.
  long bytes(Size size) {
    return sizes.bytes(size).orElse(0);
  }

  /// How old what is known of its mappings is; absent if nothing is.
  Optional<Duration> age(Instant now) {
    return totals.map(known -> Duration.between(known.at(), now));
  }

  /// All that is known at this tick.
  MeasureValues values() {
    MeasureValues cheap = MeasureValues.of(sizes);
    return totals
        .map(known -> cheap.and(known.totals().count(), known.totals().virtualBytes()))
        .orElse(cheap);
  }

  /// Notes this tick, and tells how the process grows, once it is warm.
  Growth note(Instant at, MeasureValues values, GrowthJudge.Bounds bounds) {
    log.add(at, values);
    log.forgetBefore(at.minus(properties.kept()));
    if (at.isBefore(warmUntil)) {
      return Growth.NONE;
    }
    window.add(at, values);
    judge.note(at, values, bounds);
    Map<Measure, Double> slopes = window.slopes();
    return new Growth(slopes, judge.judge(at, slopes));
  }

  /// Its samples; may be read by any thread.
  SampleLog log() {
    return log;
  }

  /// From when on samples count for growth.
  Instant warmUntil() {
    return warmUntil;
  }

  /// What its history takes, in bytes, about.
  int historyBytes() {
    return log.bytes() + judge.bytes();
  }
}
