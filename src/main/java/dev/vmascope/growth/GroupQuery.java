package dev.vmascope.growth;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.operation.PatternHint;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.regrouping.Regrouping;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The query parameters of the list of groups, as they were sent.
record GroupQuery(
    @Parameter(
            description =
                "Groups the processes by this instead of the groups of the metrics; none is folded into other")
        @Schema(allowableValues = {"name", "executable", "user", "unit", "container", "pod"})
        @Nullable String by,
    @Parameter(description = "Only groups whose name matches this glob: *, ?, […]")
        @Nullable String name) {
  private static final Set<GroupField> FIELDS = EnumSet.range(GroupField.NAME, GroupField.POD);

  private static final Set<GroupField> OF_CGROUPS =
      EnumSet.of(GroupField.UNIT, GroupField.CONTAINER, GroupField.POD);

  /// The groups that match, largest resident size first, `other` last.
  List<GroupSample> fitting(Sample sample, Regrouping regrouping) {
    Glob glob = Parameters.glob("name", name == null ? "*" : name);
    return groups(sample, regrouping)
        .filter(group -> glob.matches(group.name()))
        .sorted(Comparator.comparing(GroupKey::of))
        .toList();
  }

  private Stream<GroupSample> groups(Sample sample, Regrouping regrouping) {
    return AnswerWork.over(by == null ? sample.groups() : regrouping.by(field(by), sample));
  }

  /// A hint for a name that no group has.
  Optional<String> hint(Sample sample, Regrouping regrouping) {
    return PatternHint.of("name", name, groups(sample, regrouping).map(GroupSample::name));
  }

  /// The entry for processes whose field is not known, so that they count as having none.
  List<UnavailableField> absent(Sample sample) {
    if (by == null) {
      return List.of();
    }
    GroupField field = field(by);
    long unknown =
        sample.processes().stream()
            .filter(ProcessSample::hasMemory)
            .filter(process -> process.fields().value(field).isEmpty())
            .filter(process -> isUnknown(field, process))
            .count();
    return unknown == 0
        ? List.of()
        : List.of(
            new UnavailableField(
                "groups[].group",
                "partial",
                "the "
                    + field
                    + " of "
                    + unknown
                    + " processes in "
                    + GroupSample.NONE
                    + " could not be read, or not yet: try again later. /api/system says whether the service can read"
                    + " links and mappings of other users"));
  }

  /// Whether a process may have the field, although it is not known: each has an executable and a
  /// user.
  private static boolean isUnknown(GroupField field, ProcessSample process) {
    return !OF_CGROUPS.contains(field) || process.membership().attribution().isEmpty();
  }

  private static GroupField field(String word) {
    return FIELDS.stream()
        .filter(field -> field.toString().equals(word))
        .findFirst()
        .orElseThrow(() ->
            Parameters.invalid(
                "by",
                "expected one of "
                    + FIELDS.stream().map(GroupField::toString).collect(Collectors.joining(", "))));
  }
}
