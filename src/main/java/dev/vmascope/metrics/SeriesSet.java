package dev.vmascope.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The series of all subjects of a kind, kept in step with the published sample.
final class SeriesSet<K, T> {
  private final MeterRegistry registry;
  private final List<SeriesMeter<T>> meters;
  private final Function<T, K> identity;
  private final Function<T, Tags> tags;
  private final Map<K, LiveSeries<T>> live = new HashMap<>();

  /// @param identity a key that is equal for the same subject in two samples, and for no other
  SeriesSet(
      MeterRegistry registry,
      List<SeriesMeter<T>> meters,
      Function<T, K> identity,
      Function<T, Tags> tags) {
    this.registry = registry;
    this.meters = meters;
    this.identity = identity;
    this.tags = tags;
  }

  /// Updates to a new sample. The series of all other subjects are removed first: a new subject may
  /// have the labels of one that ended.
  void show(List<T> subjects) {
    Set<K> here = new HashSet<>();
    subjects.forEach(subject -> here.add(identity.apply(subject)));
    live.entrySet()
        .removeIf(entry -> {
          boolean ended = !here.contains(entry.getKey());
          if (ended) {
            entry.getValue().remove();
          }
          return ended;
        });
    for (T subject : subjects) {
      LiveSeries<T> known = live.get(identity.apply(subject));
      if (known == null) {
        live.put(
            identity.apply(subject),
            new LiveSeries<>(registry, meters, tags.apply(subject), subject));
      } else {
        known.show(subject);
      }
    }
  }
}
