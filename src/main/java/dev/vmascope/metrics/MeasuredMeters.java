package dev.vmascope.metrics;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.MeasuredSubject;
import dev.vmascope.trend.Measure;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// The meters that groups and processes share: the values of their measures, and their growth.
final class MeasuredMeters<T extends MeasuredSubject> {
  private static final String GROWTH = "Sen slope over the growth window";

  private final String prefix;
  private final List<SeriesMeter<T>> meters = new ArrayList<>();

  private MeasuredMeters(String prefix) {
    this.prefix = prefix;
  }

  /// @param prefix the beginning of their names, such as `vmascope.group.`
  static <T extends MeasuredSubject> List<SeriesMeter<T>> of(String prefix) {
    MeasuredMeters<T> all = new MeasuredMeters<>(prefix);
    all.addSizes();
    all.add("threads", "", "Threads", Measure.THREADS);
    all.addMappings();
    for (MappingCategory category : MappingCategory.values()) {
      all.addCategory(category);
    }
    all.addFaults("minor", MeasuredSubject::minorFaults);
    all.addFaults("major", MeasuredSubject::majorFaults);
    return all.meters;
  }

  private void addSizes() {
    addSize(ProcessSize.VIRTUAL, "Address space, all mappings together");
    addSize(ProcessSize.RESIDENT, "Memory in RAM; shared pages count once for every process");
    addSize(ProcessSize.ANONYMOUS, "Anonymous memory in RAM");
    addSize(ProcessSize.FILE, "Pages of files in RAM");
    addSize(ProcessSize.SHARED_MEMORY, "Shared memory in RAM: SysV, tmpfs, shared anonymous");
    addSize(ProcessSize.SWAP, "Swapped out anonymous memory");
    addSize(ProcessSize.PAGE_TABLE, "Page tables");
    addSize(ProcessSize.DATA, "Writable private memory, without reservations");
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
    addGrowth(ProcessSize.VIRTUAL);
    addGrowth(ProcessSize.RESIDENT);
    addGrowth(ProcessSize.ANONYMOUS);
    addGrowth(ProcessSize.SWAP);
  }

  private void addSize(ProcessSize size, String description) {
    Measure measure = Measure.of(size).orElseThrow();
    add(dotted(size), "bytes", description, measure);
  }

  private void addGrowth(ProcessSize size) {
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
            MeasuredSubject::mappingLimitRatio));
    meters.add(
        SeriesMeter.gauge(
            prefix + "mapping.limit.eta",
            "seconds",
            "Time to vm.max_map_count at the pace of the growth window; of a group, the shortest",
            MeasuredSubject::mappingLimitSeconds));
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

  private void addFaults(String type, ToLongFunction<MeasuredSubject> faults) {
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

  private static String dotted(ProcessSize size) {
    return size.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
