package dev.vmascope.metrics;

import dev.vmascope.growth.GrowthWindow;
import dev.vmascope.mapping.Size;
import dev.vmascope.sampling.GroupSample;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One meter that every group has.
///
/// @param name with dots; the unit is not in it
/// @param unit the base unit; empty for plain numbers
/// @param tags beside the group's own
/// @param counter whether it only ever rises
/// @param value from the sample; absent while there is none, and then the series is absent too
record GroupMeter(
    String name,
    String unit,
    String description,
    Tags tags,
    boolean counter,
    Function<GroupSample, OptionalDouble> value) {

  /// All of them.
  static final List<GroupMeter> ALL = all();

  private static List<GroupMeter> all() {
    List<GroupMeter> meters = new ArrayList<>();
    meters.add(gauge("processes", "", "Live processes with memory", g -> of(g.processes())));
    addSize(meters, Size.VIRTUAL, "Address space, all mappings together");
    addSize(meters, Size.RESIDENT, "Memory in RAM; shared pages count once for every process");
    addSize(meters, Size.ANONYMOUS, "Anonymous memory in RAM");
    addSize(meters, Size.FILE, "Pages of files in RAM");
    addSize(meters, Size.SHARED_MEMORY, "Shared memory in RAM: SysV, tmpfs, shared anonymous");
    addSize(meters, Size.SWAP, "Swapped out anonymous memory");
    addSize(meters, Size.PAGE_TABLE, "Page tables");
    addSize(meters, Size.DATA, "Writable private memory, without reservations");
    for (Size size : GrowthWindow.MEASURES) {
      meters.add(
          gauge(
              dotted(size) + ".growth",
              "bytes_per_second",
              "Sum of the members' own Sen slopes over the growth window",
              group -> optional(group.growth().get(size))));
    }
    meters.add(
        gauge(
            "growth.coverage",
            "ratio",
            "Share of the resident memory whose growth is known",
            group -> of(group.growthCoverage())));
    meters.add(faults("minor", group -> of((double) group.minorFaults())));
    meters.add(faults("major", group -> of((double) group.majorFaults())));
    return List.copyOf(meters);
  }

  private static void addSize(List<GroupMeter> meters, Size size, String description) {
    meters.add(
        gauge(dotted(size), "bytes", description, group -> optional(group.bytes().get(size))));
  }

  private static String dotted(Size size) {
    return size.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static GroupMeter gauge(
      String name, String unit, String description, Function<GroupSample, OptionalDouble> value) {
    return new GroupMeter("vmascope.group." + name, unit, description, Tags.empty(), false, value);
  }

  private static GroupMeter faults(String type, Function<GroupSample, OptionalDouble> value) {
    return new GroupMeter(
        "vmascope.group.page.faults",
        "",
        "Page faults of the processes while they were in the group",
        Tags.of("type", type),
        true,
        value);
  }

  private static OptionalDouble of(double value) {
    return OptionalDouble.of(value);
  }

  private static OptionalDouble optional(@Nullable Number value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
  }
}
