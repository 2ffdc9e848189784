package dev.vmascope.metrics;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.GroupLimit;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.LeakSuspect;
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

  /// The places of the control groups that groups are nearest to the limits of.
  static SeriesSet<Tags, Tags> ofLimits(MeterRegistry registry) {
    return set(
        registry,
        "vmascope.group.memory.limit.info",
        "Control group that is nearest to its memory limit, and its largest process of the group");
  }

  /// The foremost leak suspects of groups.
  static SeriesSet<Tags, Tags> ofSuspects(MeterRegistry registry) {
    return set(
        registry,
        "vmascope.group.leak.info",
        "Foremost leak suspect of a group, and the category of mappings to blame");
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

  /// The labels of the limits of some groups.
  static List<Tags> limits(List<GroupSample> groups) {
    return groups.stream()
        .flatMap(group -> group.limit().map(limit -> tags(group.name(), limit)).stream())
        .toList();
  }

  private static Tags tags(String group, GroupLimit limit) {
    return Tags.of(
        "group", group,
        "container_id", id(limit.place()),
        "pod_uid", label(limit.place(), GroupField.POD),
        "unit", label(limit.place(), GroupField.UNIT),
        "pid", limit.pid().isPresent() ? Integer.toString(limit.pid().getAsInt()) : "");
  }

  /// The labels of the leak suspects of some groups.
  static List<Tags> suspects(List<GroupSample> groups) {
    return groups.stream()
        .flatMap(group -> group.suspect().map(leaking -> tags(group.name(), leaking)).stream())
        .toList();
  }

  private static Tags tags(String group, LeakSuspect leaking) {
    return Tags.of(
        "group", group,
        "pid", Integer.toString(leaking.pid()),
        "category", leaking.blamed().map(MappingCategory::toString).orElse(""),
        "container_id", id(leaking.place()),
        "pod_uid", label(leaking.place(), GroupField.POD));
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
