package dev.vmascope.sampling;

import dev.vmascope.growth.GrowthJudge;
import dev.vmascope.growth.GrowthWindow;
import dev.vmascope.growth.Judgement;
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

/// What is remembered of one process from tick to tick. Used by the scheduler's thread alone, but
/// for [#reading()] between two ticks.
final class Watched {
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
  private GrowthJudge judge;
  private SampleLog log;
  private HeldMemoryLooks looks;
  private Optional<KnownTotals> totals = Optional.empty();
  private Optional<KnownUsage> usage = Optional.empty();
  private Instant usageAskedAt = Instant.EPOCH;
  private Instant notListedAt = Instant.EPOCH;
  private boolean misunderstood;
  private Optional<MeasureValues> lastValues = Optional.empty();
  private Growth growth = Growth.NONE;
  private Optional<KnownTotals> whenItBeganToGrow = Optional.empty();
  private Optional<GrownMappings> grown = Optional.empty();

  /// @param group the group that it is in
  /// @param since when its address space began, as far as is known
  /// @param ofSlopes the same for slopes alone, where it is not expected to live for long; verdicts
  ///   are never passed any sooner
  Watched(
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
    judge = new GrowthJudge(properties.settings());
    log = new SampleLog();
    looks = new HeldMemoryLooks();
  }

  /// Takes the next look at the same process; if it has another address space, all begins anew.
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

  /// The group that it was in when it was last seen.
  String group() {
    return group;
  }

  /// How long it lived until it was last seen.
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

  /// What its mappings were when they were last read; absent until they could be.
  Optional<KnownTotals> totals() {
    return totals;
  }

  void know(KnownTotals known) {
    misunderstood = false;
    totals = Optional.of(known.withoutNames());
    lastValues = Optional.empty();
    if (!growth.grows()) {
      forgetMappings();
    } else if (whenItBeganToGrow.isEmpty()) {
      whenItBeganToGrow = Optional.of(known);
    } else {
      KnownTotals before = whenItBeganToGrow.get();
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

  /// Notes that its listing is not understood, which the next one will not be either.
  void wasMisunderstood(Instant at) {
    couldNotBeListed(at);
    misunderstood = true;
  }

  /// Whether its listing was not understood when it was last read.
  boolean isMisunderstood() {
    return misunderstood;
  }

  /// Whether its listing turned out to be of no use after this time.
  boolean notListedSince(Instant time) {
    return notListedAt.isAfter(time);
  }

  /// Whether it grew when it was last judged: then its mappings count by name, too.
  boolean grows() {
    return growth.grows();
  }

  /// What its last rollup said; absent where rollups are not read.
  Optional<KnownUsage> usage() {
    return usage;
  }

  void know(KnownUsage known) {
    usage = Optional.of(known);
    lastValues = Optional.empty();
  }

  void forgetUsageBefore(Instant oldest) {
    if (usage.isPresent() && usage.get().at().isBefore(oldest)) {
      usage = Optional.empty();
      lastValues = Optional.empty();
    }
  }

  /// When a rollup was last asked for, whether it could be had or not.
  Instant usageAskedAt() {
    return usageAskedAt;
  }

  void askedForUsage(Instant at) {
    usageAskedAt = at;
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

  /// How long ago its mappings were read; if they never were, how long ago its address space began.
  Duration age(Instant now) {
    return Duration.between(totals.map(KnownTotals::at).orElse(since), now);
  }

  /// All that is known at this tick; the same object as long as nothing has changed, so that
  /// whoever compares is done at once.
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

  /// Notes this tick, and tells how the process grows, once it is warm.
  Growth note(Instant at, MeasureValues values, GrowthJudge.Bounds bounds) {
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
    Map<Measure, Judgement> judgements = judge.judge(at, slopes, window.readsOften());
    boolean same =
        slopes.equals(growth.slopes())
            && judgements.equals(growth.judgements())
            && grown.equals(growth.mappings());
    if (!same) {
      growth = new Growth(slopes, judgements, grown);
    }
    return growth;
  }

  /// Its samples; may be read by any thread.
  SampleLog log() {
    return log;
  }

  /// What answers have learnt of where its memory lies; may be used by any thread.
  HeldMemoryLooks looks() {
    return looks;
  }

  /// From when on samples count for growth.
  Instant warmUntil() {
    return warmUntil;
  }

  /// What its history takes, in bytes, about.
  int historyBytes() {
    int names = whenItBeganToGrow.map(known -> known.totals().byName().size()).orElse(0);
    return log.bytes() + judge.bytes() + BYTES_A_NAME * names;
  }
}
