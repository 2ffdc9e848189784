package dev.vmascope.metrics;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ProcessSample;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.OptionalDouble;

/// The series of value 1 whose labels describe a subject, to be joined with others. A changed label
/// makes another series. The label of an unknown value is empty.
final class InfoMeters {
  private InfoMeters() {}

  /// The containers and users of the processes of a group: a series for each.
  static SeriesSet<Tags, Tags> ofGroups(MeterRegistry registry) {
    return set(registry, "vmascope.group.info", "Where processes of a group run, and as whom");
  }

  /// The identities of the processes that have series of their own.
  static SeriesSet<Tags, Tags> ofProcesses(MeterRegistry registry) {
    return set(
        registry, "vmascope.process.info", "Identity of a process, and the place where it runs");
  }

  private static SeriesSet<Tags, Tags> set(
      MeterRegistry registry, String name, String description) {
    SeriesMeter<Tags> one = SeriesMeter.gauge(name, "", description, _ -> OptionalDouble.of(1));
    return new SeriesSet<>(registry, List.of(one), tags -> tags, tags -> tags);
  }

  /// The labels of a group. The kernel knows no names of pods, but their uids; others call the name
  /// `pod`.
  static List<Tags> tags(GroupSample group) {
    return group.places().stream()
        .map(place ->
            Tags.of(
                "group", group.name(),
                "pod_uid", label(place, GroupField.POD),
                "container_id", id(place),
                "unit", label(place, GroupField.UNIT),
                "user", label(place, GroupField.USER)))
        .distinct()
        .toList();
  }

  /// The labels of a process.
  ///
  /// @param group the group whose series count the process
  static Tags tags(ProcessSample process, String group) {
    GroupFields fields = process.fields();
    return Tags.of(
        "pid", Integer.toString(process.pid()),
        "name", process.cleanName(),
        "executable", label(fields, GroupField.EXECUTABLE),
        "user", label(fields, GroupField.USER),
        "group", group,
        "container_id", id(fields),
        "pod_uid", label(fields, GroupField.POD));
  }

  /// The id of a container: it has 64 digits, and is useless if cut.
  private static String id(GroupFields fields) {
    return fields.value(GroupField.CONTAINER).orElse("");
  }

  private static String label(GroupFields fields, GroupField field) {
    return fields.value(field).map(text -> RawText.ofUtf8(text).label()).orElse("");
  }
}
