package dev.vmascope.sampling;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.UserNames;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of a process for group rules and labels.
///
/// @param known the known fields, as text that strangers may have chosen
public record GroupFields(Map<GroupField, String> known) {
  public GroupFields {
    Map<GroupField, String> copy = new EnumMap<>(GroupField.class);
    copy.putAll(known);
    known = Collections.unmodifiableMap(copy);
  }

  public static GroupFields of(ProcessReading process, Attribution attribution, UserNames users) {
    Map<GroupField, String> known = new EnumMap<>(GroupField.class);
    known.put(GroupField.NAME, process.stat().name().text());
    process
        .executable()
        .value()
        .map(RawText::text)
        .ifPresent(path -> known.put(GroupField.EXECUTABLE, path));
    process.user().ifPresent(uid -> known.put(GroupField.USER, users.text(uid)));
    attribution.unit().ifPresent(unit -> known.put(GroupField.UNIT, unit));
    attribution.containerId().ifPresent(id -> known.put(GroupField.CONTAINER, id));
    attribution.podUid().ifPresent(uid -> known.put(GroupField.POD, uid));
    return new GroupFields(known);
  }

  /// The value of a field, if it is known.
  public Optional<String> value(GroupField field) {
    return Optional.ofNullable(known.get(field));
  }

  /// The container, pod and unit that the directory of a control group names. One above a container
  /// names the pod, the slice or nothing.
  public GroupFields namedBy(String directory) {
    Map<GroupField, String> some = new EnumMap<>(GroupField.class);
    for (GroupField field : List.of(GroupField.CONTAINER, GroupField.POD, GroupField.UNIT)) {
      // systemd has a dash for the way down, so runtimes write uids with underscores.
      value(field)
          .filter(text -> directory.contains(text) || directory.contains(text.replace('-', '_')))
          .ifPresent(text -> some.put(field, text));
    }
    return new GroupFields(some);
  }

  /// The same fields, restricted to some.
  public GroupFields only(Set<GroupField> fields) {
    Map<GroupField, String> some = new EnumMap<>(GroupField.class);
    for (GroupField field : fields) {
      value(field).ifPresent(text -> some.put(field, text));
    }
    return new GroupFields(some);
  }
}
