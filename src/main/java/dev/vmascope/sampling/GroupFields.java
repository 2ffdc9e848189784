package dev.vmascope.sampling;

import dev.vmascope.container.Attribution;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.UserNames;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
    put(known, GroupField.EXECUTABLE, process.executable().value().map(RawText::text));
    OptionalLong user = process.user();
    if (user.isPresent()) {
      known.put(GroupField.USER, users.text(user.getAsLong()));
    }
    put(known, GroupField.UNIT, attribution.unit());
    put(known, GroupField.CONTAINER, attribution.containerId());
    put(known, GroupField.POD, attribution.podUid());
    return new GroupFields(known);
  }

  /// Without a lambda that captures, each of which costs the simple compiler a call of the JVM;
  /// each tick does this for every process.
  private static void put(Map<GroupField, String> known, GroupField field, Optional<String> value) {
    if (value.isPresent()) {
      known.put(field, value.get());
    }
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

  /// Whether others have the same values of some fields, or likewise none.
  public boolean agrees(GroupFields others, Set<GroupField> fields) {
    for (GroupField field : fields) {
      if (!Objects.equals(known.get(field), others.known.get(field))) {
        return false;
      }
    }
    return true;
  }

  /// The same fields, restricted to some.
  public GroupFields only(Set<GroupField> fields) {
    Map<GroupField, String> some = new EnumMap<>(GroupField.class);
    for (GroupField field : fields) {
      put(some, field, value(field));
    }
    return new GroupFields(some);
  }
}
