package dev.vmascope.sampling;

import dev.vmascope.mapping.Size;
import dev.vmascope.procfs.ProcessType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Puts the processes with memory into groups by name, at most so many; the small ones share
/// `other`. A group that has a place keeps it until another is larger by a tenth, so that places do
/// not change hands at every tick. Used by the scheduler's thread alone.
final class Groups {
  private static final int LONGEST_NAME = 63;
  private static final double INCUMBENT = 1.1;

  private final int maxGroups;
  private final FaultBook faults = new FaultBook();
  private Map<String, FaultBook.Faults> faultsByGroup = new HashMap<>();
  private Set<String> incumbents = Set.of();

  /// The groups of one tick.
  ///
  /// @param folded how many of them share `other`
  record Tick(List<GroupSample> groups, int folded) {}

  Groups(int maxGroups) {
    this.maxGroups = maxGroups;
  }

  Tick tick(List<ProcessSample> processes, Duration interval) {
    Map<Integer, ProcessSample> byPid = new HashMap<>();
    processes.forEach(process -> byPid.put(process.pid(), process));
    Map<String, Sum> sums = new HashMap<>();
    for (ProcessSample process : processes) {
      if (process.reading().type() == ProcessType.USER) {
        boolean counted = !sharesItsParentsMemory(process, byPid, interval);
        sums.computeIfAbsent(nameOf(process), Sum::new)
            .add(process, counted, faults.increase(process.reading().stat()));
      }
    }
    faults.endTick();
    return fold(sums);
  }

  static String nameOf(ProcessSample process) {
    String name = process.reading().stat().name().printable(LONGEST_NAME);
    return name.isBlank() ? "(no name)" : name;
  }

  /// Between vfork and exec a child runs in its parent's address space and shows the parent's size
  /// as its own.
  private static boolean sharesItsParentsMemory(
      ProcessSample child, Map<Integer, ProcessSample> byPid, Duration interval) {
    ProcessSample parent = byPid.get(child.reading().stat().parent());
    if (parent == null || parent.reading().type() != ProcessType.USER) {
      return false;
    }
    OptionalLong resident = child.sizes().bytes(Size.RESIDENT);
    boolean young =
        child.startTime().isPresent()
            && child.startTime().get().isAfter(child.lookedAt().minus(interval));
    return young && resident.isPresent() && resident.equals(parent.sizes().bytes(Size.RESIDENT));
  }

  private Tick fold(Map<String, Sum> sums) {
    Sum other =
        sums.containsKey(GroupSample.OTHER)
            ? sums.remove(GroupSample.OTHER)
            : new Sum(GroupSample.OTHER);
    List<Sum> ranked = new ArrayList<>(sums.values());
    ranked.sort(Comparator.comparingDouble(this::rank).reversed().thenComparing(sum -> sum.name));
    List<Sum> named = ranked.subList(0, Math.min(maxGroups, ranked.size()));
    List<Sum> folded = ranked.subList(named.size(), ranked.size());
    folded.forEach(other::add);
    Set<String> names = new HashSet<>();
    named.forEach(sum -> names.add(sum.name));
    incumbents = names;

    List<Sum> all = new ArrayList<>(named);
    all.add(other);
    Map<String, FaultBook.Faults> totals = new HashMap<>();
    // A group that shares other for a while finds its count again.
    for (Sum sum : folded) {
      totals.put(sum.name, faultsByGroup.getOrDefault(sum.name, FaultBook.Faults.NONE));
    }
    for (Sum sum : all) {
      totals.put(
          sum.name, faultsByGroup.getOrDefault(sum.name, FaultBook.Faults.NONE).plus(sum.faults));
    }
    faultsByGroup = totals;
    return new Tick(all.stream().map(this::sample).toList(), folded.size());
  }

  private double rank(Sum sum) {
    return sum.residentBytes() * (incumbents.contains(sum.name) ? INCUMBENT : 1);
  }

  private GroupSample sample(Sum sum) {
    FaultBook.Faults total = faultsByGroup.getOrDefault(sum.name, FaultBook.Faults.NONE);
    double coverage =
        sum.residentBytes() == 0 ? 0 : (double) sum.coveredBytes / sum.residentBytes();
    return new GroupSample(
        sum.name, sum.processes, sum.bytes, sum.growth, coverage, total.minor(), total.major());
  }

  private static final class Sum {
    private final String name;
    private final Map<Size, Long> bytes = new EnumMap<>(Size.class);
    private final Map<Size, Double> growth = new EnumMap<>(Size.class);
    private FaultBook.Faults faults = FaultBook.Faults.NONE;
    private int processes;
    private long coveredBytes;

    Sum(String name) {
      this.name = name;
    }

    void add(ProcessSample process, boolean counted, FaultBook.Faults increase) {
      processes++;
      faults = faults.plus(increase);
      if (!counted) {
        return;
      }
      process.sizes().bySize().forEach((size, value) -> bytes.merge(size, value, Long::sum));
      process.growth().forEach((size, slope) -> growth.merge(size, slope, Double::sum));
      if (!process.growth().isEmpty()) {
        coveredBytes += process.sizes().bytes(Size.RESIDENT).orElse(0);
      }
    }

    void add(Sum folded) {
      processes += folded.processes;
      faults = faults.plus(folded.faults);
      folded.bytes.forEach((size, value) -> bytes.merge(size, value, Long::sum));
      folded.growth.forEach((size, slope) -> growth.merge(size, slope, Double::sum));
      coveredBytes += folded.coveredBytes;
    }

    long residentBytes() {
      return bytes.getOrDefault(Size.RESIDENT, 0L);
    }
  }
}
