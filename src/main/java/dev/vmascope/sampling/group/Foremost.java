package dev.vmascope.sampling.group;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.GroupLimit;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.LeakSuspect;
import dev.vmascope.sampling.MemoryLimits;
import dev.vmascope.sampling.NearestLimit;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The foremost members of a group: nearest to a memory limit, and leaking.
///
/// Whom it names stays named while that is about as true as of another: each change makes other
/// series, and an alert with their labels begins anew.
final class Foremost {
  /// The age from which a process is named: naming those of a second would make a series for each.
  private static final Duration LEAST_AGE = Duration.ofMinutes(1);

  private static final double CLEARLY_MORE = 1.1;

  /// How much faster another leak must be than the one that is named.
  private static final double MUCH_MORE = 2;

  private static final GroupFields NOWHERE = new GroupFields(Map.of());

  private final Instant at;
  private final Named before;
  private Optional<Candidate> nearest = Optional.empty();
  private Optional<Candidate> again = Optional.empty();
  private Optional<Suspect> suspect = Optional.empty();

  /// The ones that were named in the last tick.
  ///
  /// @param limit the directory of the control group
  /// @param pid its process
  /// @param suspect the leak suspect
  record Named(Optional<String> limit, OptionalInt pid, OptionalInt suspect) {
    static final Named NONE = new Named(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

    static Named of(GroupSample group) {
      return new Named(
          group.limit().map(limit -> limit.nearest().path()),
          group.limit().map(GroupLimit::pid).orElse(OptionalInt.empty()),
          group
              .suspect()
              .map(leaking -> OptionalInt.of(leaking.pid()))
              .orElse(OptionalInt.empty()));
    }
  }

  /// A control group near its limit, and its largest member so far.
  private record Candidate(
      NearestLimit limit, GroupFields place, OptionalInt pid, double residentBytes) {}

  private record Suspect(LeakSuspect leaking, double rank) {}

  /// @param at the time of the tick
  Foremost(Instant at, Named before) {
    this.at = at;
    this.before = before;
  }

  void add(ProcessSample process) {
    Optional<MemoryLimits> limits = process.membership().limits();
    if (limits.isPresent()) {
      add(limits.get(), process);
    }
    if (process.grown().verdict() == Verdict.LEAKING) {
      Optional<MappingCategory> blamed =
          process.history().flatMap(history -> history.blamed(process, at));
      double rank = process.grown().fastest();
      boolean named = isPid(before.suspect(), process.pid());
      add(
          new Suspect(
              new LeakSuspect(process.pid(), blamed, process.fields().only(GroupSample.PLACE)),
              named ? MUCH_MORE * rank : rank));
    }
  }

  private void add(MemoryLimits limits, ProcessSample process) {
    if (limits.nearest().isPresent()) {
      boolean named = isPid(before.pid(), process.pid());
      boolean old = !process.isYoungerThan(LEAST_AGE, at);
      long resident = process.value(Measure.RESIDENT).orElse(0);
      add(
          new Candidate(
              limits.nearest().get(),
              old ? process.fields().namedBy(limits.nearest().get().path()) : NOWHERE,
              old ? OptionalInt.of(process.pid()) : OptionalInt.empty(),
              old ? named ? CLEARLY_MORE * resident : resident : -1));
    }
  }

  private static boolean isPid(OptionalInt pid, int other) {
    return pid.isPresent() && pid.getAsInt() == other;
  }

  /// Adds those of another group.
  void add(Foremost other) {
    other.nearest.ifPresent(this::add);
    other.again.ifPresent(this::add);
    other.suspect.ifPresent(this::add);
  }

  private void add(Candidate one) {
    nearest = Optional.of(nearest.map(known -> better(known, one)).orElse(one));
    if (before.limit().equals(Optional.of(one.limit().path()))) {
      again = Optional.of(again.map(known -> better(known, one)).orElse(one));
    }
  }

  private static Candidate better(Candidate known, Candidate one) {
    if (known.limit().path().equals(one.limit().path())) {
      return one.residentBytes() > known.residentBytes() ? one : known;
    }
    return one.limit().isNearerThan(known.limit()) ? one : known;
  }

  private void add(Suspect one) {
    suspect = Optional.of(suspect.filter(known -> known.rank() >= one.rank()).orElse(one));
  }

  /// The limit of the group.
  Optional<GroupLimit> limit() {
    return nearest.map(exact -> {
      Candidate named =
          again.filter(known -> known.limit().isAboutAsNearAs(exact.limit())).orElse(exact);
      return new GroupLimit(named.limit(), named.place(), named.pid());
    });
  }

  Optional<LeakSuspect> suspect() {
    return suspect.map(Suspect::leaking);
  }
}
