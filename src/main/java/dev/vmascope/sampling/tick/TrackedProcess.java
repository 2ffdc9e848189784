package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.GrownMappings;
import dev.vmascope.sampling.Growth;
import dev.vmascope.sampling.HeldMemoryReadings;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.trend.GrowthWindow;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.MeasureVerdict;
import dev.vmascope.trend.SampleLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The state of one process between ticks. Used only by the scheduler's thread, except [#reading()]
/// between two ticks.
final class TrackedProcess {
  private static final int BYTES_A_NAME = 250;

  private final GrowthProperties properties;
  private final GrowthProperties ofSlopes;
  private final Instant since;
  private Instant lastSeen;
  private String group;
  private ProcessReading reading;
  private MemorySizes sizes;
  private AddressSpace addressSpace;
  private Instant warmUntil;
  private Instant judgedFrom;
  private GrowthWindow window;
  private LeakDetector judge;
  private SampleLog log;
  private HeldMemoryReadings looks;
  private Optional<LastMappings> totals = Optional.empty();
  private Optional<LastRollup> usage = Optional.empty();
  private Instant usageAskedAt = Instant.EPOCH;
  private Instant notListedAt = Instant.EPOCH;
  private boolean misunderstood;
  private Optional<MeasureValues> lastValues = Optional.empty();
  private Growth growth = Growth.NONE;
  private Optional<LastMappings> whenItBeganToGrow = Optional.empty();
  private Optional<GrownMappings> grown = Optional.empty();

  /// @param group its group
  /// @param since the start of its address space, as far as is known
  /// @param ofSlopes the time spans of slopes alone, where the process is not expected to live for
  ///   long; verdicts never come any sooner
  TrackedProcess(
      ProcessReading reading,
      String group,
      Instant since,
      GrowthProperties properties,
      GrowthProperties ofSlopes) {
    this.properties = properties;
    this.ofSlopes = ofSlopes;
    this.group = group;
    this.since = since;
    lastSeen = since;
    this.reading = reading;
    sizes = reading.sizes();
    addressSpace = AddressSpace.of(reading);
    begin(since);
  }

  private void begin(Instant at) {
    warmUntil = at.plus(ofSlopes.warmUp());
    judgedFrom = at.plus(properties.warmUp());
    window = new GrowthWindow(ofSlopes.window());
    judge = new LeakDetector(properties.settings());
    log = new SampleLog();
    looks = new HeldMemoryReadings();
  }

  /// Takes the next reading of the same process; for another address space everything begins anew.
  void lookAgain(ProcessReading next, String groupNow, Instant at) {
    group = groupNow;
    AddressSpace seen = AddressSpace.of(next);
    boolean same = sizes.equals(next.sizes()) && reading.stat().threads() == next.stat().threads();
    reading = next;
    if (!same) {
      sizes = next.sizes();
      lastValues = Optional.empty();
    }
    if (!addressSpace.mayBecome(seen)) {
      begin(at);
      growth = Growth.NONE;
      totals = Optional.empty();
      usage = Optional.empty();
      lastValues = Optional.empty();
      usageAskedAt = Instant.EPOCH;
      misunderstood = false;
      forgetMappings();
    }
    addressSpace = seen;
  }

  /// Its group in the last tick.
  String group() {
    return group;
  }

  /// The length of its life up to the last tick.
  Duration life() {
    return Duration.between(since, lastSeen);
  }

  /// Whether another reading is of the same process, in the same address space.
  boolean isStill(ProcessReading other) {
    return ProcessKey.of(other.stat()).equals(ProcessKey.of(reading.stat()))
        && other.addressSpaceId().equals(reading.addressSpaceId());
  }

  ProcessReading reading() {
    return reading;
  }

  MemorySizes sizes() {
    return sizes;
  }

  /// The totals of its mappings at their last read; absent until they could be read.
  Optional<LastMappings> totals() {
    return totals;
  }

  void know(LastMappings known) {
    misunderstood = false;
    totals = Optional.of(known.withoutNames());
    lastValues = Optional.empty();
    if (!growth.grows()) {
      forgetMappings();
    } else if (whenItBeganToGrow.isEmpty()) {
      whenItBeganToGrow = Optional.of(known);
    } else {
      LastMappings before = whenItBeganToGrow.get();
      grown =
          Optional.of(
              GrownMappings.between(
                  before.at(), before.totals().byName(), known.at(), known.totals().byName()));
    }
  }

  private void forgetMappings() {
    whenItBeganToGrow = Optional.empty();
    grown = Optional.empty();
  }

  /// Notes that its listing is larger than any that is read.
  void couldNotBeListed(Instant at) {
    notListedAt = at;
  }

  /// Notes that its listing is malformed; the next one will be, too.
  void wasMisunderstood(Instant at) {
    couldNotBeListed(at);
    misunderstood = true;
  }

  /// Whether its listing was malformed at its last read.
  boolean isMisunderstood() {
    return misunderstood;
  }

  /// Whether its listing was unusable after this time.
  boolean notListedSince(Instant time) {
    return notListedAt.isAfter(time);
  }

  /// Whether it grew at the last verdict: then its mappings are counted by name, too.
  boolean grows() {
    return growth.grows();
  }

  /// The sizes of its last rollup; absent where rollups are not read.
  Optional<LastRollup> usage() {
    return usage;
  }

  void know(LastRollup known) {
    usage = Optional.of(known);
    lastValues = Optional.empty();
  }

  void forgetUsageBefore(Instant oldest) {
    if (usage.isPresent() && usage.get().at().isBefore(oldest)) {
      usage = Optional.empty();
      lastValues = Optional.empty();
    }
  }

  /// The time at which a rollup was last asked for, whether it could be read or not.
  Instant usageAskedAt() {
    return usageAskedAt;
  }

  void askedForUsage(Instant at) {
    usageAskedAt = at;
  }

  /// Whether the address space has another size than when its mappings were last read.
  boolean hasChanged() {
    return totals.isEmpty()
        || totals.get().virtualBytes() != bytes(ProcessSize.VIRTUAL)
        || totals.get().dataBytes() != bytes(ProcessSize.DATA);
  }

  /// A size, 0 where it is not known: only to detect a change, or the larger one.
  long bytes(ProcessSize size) {
    return sizes.bytes(size).orElse(0);
  }

  /// The age of its mappings' last read; if there was none, the age of its address space.
  Duration age(Instant now) {
    return Duration.between(totals.map(LastMappings::at).orElse(since), now);
  }

  /// All values known at this tick; the same object as long as nothing has changed, so that
  /// comparing is cheap.
  MeasureValues values() {
    MeasureValues values = lastValues.orElseGet(this::putTogether);
    lastValues = Optional.of(values);
    return values;
  }

  private MeasureValues putTogether() {
    MeasureValues cheap = MeasureValues.of(sizes).andThreads(reading.stat().threads());
    MeasureValues withMappings =
        totals
            .map(known -> cheap.and(known.totals().count(), known.totals().virtualBytes()))
            .orElse(cheap);
    return usage
        .map(known -> withMappings.andUsage(known.proportionalBytes(), known.uniqueBytes()))
        .orElse(withMappings);
  }

  /// Notes this tick and returns the growth of the process, once it is warm.
  Growth note(Instant at, MeasureValues values, LeakDetector.Bounds bounds) {
    lastSeen = at;
    log.add(at, values);
    log.forgetBefore(at.minus(properties.kept()));
    if (at.isBefore(warmUntil)) {
      return Growth.NONE;
    }
    window.add(at, values);
    Map<Measure, Double> slopes = window.slopes();
    if (!at.isBefore(judgedFrom)) {
      judge.note(at, values, bounds);
    }
    Map<Measure, MeasureVerdict> judgements = judge.judge(at, slopes, window.readsOften());
    boolean same =
        slopes.equals(growth.slopes())
            && judgements.equals(growth.judgements())
            && grown.equals(growth.mappings());
    if (!same) {
      growth = new Growth(slopes, judgements, grown);
    }
    return growth;
  }

  /// The samples; safe for any thread.
  SampleLog log() {
    return log;
  }

  /// The totals of its held memory, read for answers; safe for any thread.
  HeldMemoryReadings looks() {
    return looks;
  }

  /// The time from which on samples count for growth.
  Instant warmUntil() {
    return warmUntil;
  }

  /// The size of its history in bytes, roughly.
  int historyBytes() {
    int names = whenItBeganToGrow.map(known -> known.totals().byName().size()).orElse(0);
    return log.bytes() + judge.bytes() + BYTES_A_NAME * names;
  }
}
