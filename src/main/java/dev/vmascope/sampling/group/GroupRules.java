package dev.vmascope.sampling.group;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The rules that put processes into groups: the first that applies, else by name.
///
/// @param groups the rules, in order
@ConfigurationProperties("vmascope")
public record GroupRules(@DefaultValue List<Configured> groups) {
  /// A rule as it is configured.
  ///
  /// @param match globs by field; left out: all processes
  /// @param group the template of the name
  record Configured(@DefaultValue Map<String, String> match, @Nullable String group) {
    Configured {
      match = Map.copyOf(match);
    }
  }

  public GroupRules {
    groups = List.copyOf(groups);
    parse(groups);
  }

  private static List<GroupRule> parse(List<Configured> groups) {
    List<GroupRule> rules = new ArrayList<>();
    for (Configured one : groups) {
      try {
        rules.add(GroupRule.parse(one.match(), one.group()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "vmascope.groups[" + rules.size() + "]: " + e.getMessage(), e);
      }
    }
    return rules;
  }

  /// The rules in the form that names each process's group.
  public Names names() {
    return new Names(parse(groups));
  }

  /// The names of groups by rule.
  ///
  /// @param rules in order
  public record Names(List<GroupRule> rules) {
    public Names {
      rules = List.copyOf(rules);
    }

    /// The name of the group of a process: printable, not blank, at most 63 characters.
    public String of(GroupFields process) {
      return RawText.ofUtf8(
              rules.stream()
                  .flatMap(rule -> rule.name(process).stream())
                  .findFirst()
                  .or(() -> process.value(GroupField.NAME))
                  .orElse(""))
          .name();
    }
  }
}
