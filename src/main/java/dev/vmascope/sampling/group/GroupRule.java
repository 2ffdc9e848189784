package dev.vmascope.sampling.group;

import dev.vmascope.mapping.text.Glob;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupFields;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rule that puts processes into a group of their own, with its name.
///
/// @param match globs by field, which must all match; an unknown field matches none
/// @param template the template of the name
record GroupRule(Map<GroupField, Glob> match, GroupTemplate template) {
  GroupRule {
    match = Map.copyOf(match);
  }

  /// Parses a rule.
  ///
  /// @param match globs by the word of the field
  /// @param group the template; `null` if it was left out
  /// @throws IllegalArgumentException if the rule is malformed
  static GroupRule parse(Map<String, String> match, @Nullable String group) {
    if (group == null) {
      throw new IllegalArgumentException("group: expected a template such as {name}");
    }
    Map<GroupField, Glob> globs = new EnumMap<>(GroupField.class);
    match.forEach((field, glob) -> globs.put(GroupField.of(field), new Glob(glob)));
    return new GroupRule(globs, GroupTemplate.parse(group));
  }

  /// The name of the group of a process, if the rule applies to it: all globs match, and all fields
  /// of the template are known.
  Optional<String> name(GroupFields process) {
    boolean fits =
        match.entrySet().stream()
            .allMatch(
                one -> process.value(one.getKey()).filter(one.getValue()::matches).isPresent());
    return fits ? template.fill(process) : Optional.empty();
  }
}
