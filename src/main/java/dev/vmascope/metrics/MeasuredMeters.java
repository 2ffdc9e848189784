package dev.vmascope.metrics;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.Size;
import dev.vmascope.sampling.Measured;
import dev.vmascope.trend.Measure;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// The meters that groups and processes share: the values of their measures, and their growth.
final class MeasuredMeters<T extends Measured> {
  private static final String GROWTH = "Sen slope over the growth window";

  private final String prefix;
  private final List<SeriesMeter<T>> meters = new ArrayList<>();

  private MeasuredMeters(String prefix) {
    this.prefix = prefix;
  }

  /// @param prefix the beginning of their names, such as `vmascope.group.`
  static <T extends Measured> List<SeriesMeter<T>> of(String prefix) {
    MeasuredMeters<T> all = new MeasuredMeters<>(prefix);
    all.addSizes();
    all.add("threads", "", "Threads", Measure.THREADS);
    all.addMappings();
    for (MappingCategory category : MappingCategory.values()) {
      all.addCategory(category);
    }
    all.addFaults("minor", Measured::minorFaults);
    all.addFaults("major", Measured::majorFaults);
    return all.meters;
  }

  private void addSizes() {
    addSize(Size.VIRTUAL, "Address space, all mappings together");
    addSize(Size.RESIDENT, "Memory in RAM; shared pages count once for every process");
    addSize(Size.ANONYMOUS, "Anonymous memory in RAM");
    addSize(Size.FILE, "Pages of files in RAM");
    addSize(Size.SHARED_MEMORY, "Shared memory in RAM: SysV, tmpfs, shared anonymous");
    addSize(Size.SWAP, "Swapped out anonymous memory");
    addSize(Size.PAGE_TABLE, "Page tables");
    addSize(Size.DATA, "Writable private memory, without reservations");
    add(
        "proportional",
        "bytes",
        "Proportional set size, at most 15 min old; with vmascope.sampling.rollup",
        Measure.PROPORTIONAL);
    add(
        "unique",
        "bytes",
        "Unique set size, at most 15 min old; with vmascope.sampling.rollup",
        Measure.UNIQUE);
    addGrowth(Size.VIRTUAL);
    addGrowth(Size.RESIDENT);
    addGrowth(Size.ANONYMOUS);
    addGrowth(Size.SWAP);
  }

  private void addSize(Size size, String description) {
    Measure measure = Measure.of(size).orElseThrow();
    add(dotted(size), "bytes", description, measure);
  }

  private void addGrowth(Size size) {
    Measure measure = Measure.of(size).orElseThrow();
    meters.add(
        SeriesMeter.gauge(
            prefix + dotted(size) + ".growth",
            "bytes_per_second",
            GROWTH,
            subject -> subject.growth(measure)));
  }

  private void addMappings() {
    add("mappings", "", "Mappings, as they were when last read", Measure.MAPPINGS);
    meters.add(
        SeriesMeter.gauge(
            prefix + "mappings.growth",
            "per_second",
            GROWTH,
            subject -> subject.growth(Measure.MAPPINGS)));
    meters.add(
        SeriesMeter.gauge(
            prefix + "mapping.limit",
            "ratio",
            "Mappings of a process / vm.max_map_count; of a group, the largest",
            Measured::mappingLimitRatio));
    meters.add(
        SeriesMeter.gauge(
            prefix + "mapping.limit.eta",
            "seconds",
            "Time to vm.max_map_count at the pace of the growth window; of a group, the shortest",
            Measured::mappingLimitSeconds));
  }

  private void addCategory(MappingCategory category) {
    Measure measure = Measure.of(category);
    Predicate<T> appears = subject -> subject.value(measure).orElse(0) > 0;
    meters.add(
        SeriesMeter.<T>gauge(
                prefix + "category.virtual",
                "bytes",
                "Address space by category of mapping, as it was when last read",
                subject -> SeriesMeter.asDouble(subject.value(measure)))
            .tagged("category", category.toString(), appears));
    meters.add(
        SeriesMeter.<T>gauge(
                prefix + "category.growth",
                "bytes_per_second",
                "Sen slope of the address space by category over the growth window",
                subject -> subject.growth(measure))
            .tagged(
                "category",
                category.toString(),
                subject -> subject.growth(measure).orElse(0) != 0));
  }

  private void addFaults(String type, ToLongFunction<Measured> faults) {
    meters.add(
        new SeriesMeter<>(
            prefix + "page.faults",
            "",
            "Page faults; those of a group's processes while they were in it",
            Tags.of("type", type),
            true,
            _ -> true,
            subject -> OptionalDouble.of((double) faults.applyAsLong(subject))));
  }

  private void add(String name, String unit, String description, Measure measure) {
    meters.add(
        SeriesMeter.gauge(
            prefix + name,
            unit,
            description,
            subject -> SeriesMeter.asDouble(subject.value(measure))));
  }

  private static String dotted(Size size) {
    return size.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
