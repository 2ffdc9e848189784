package dev.vmascope.rule;

import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.List;

/// A rule that matched a process, with the first mappings as evidence.
///
/// @param mappings the number of mappings it is about; 0 for the process as a whole
/// @param evidence the first of them, at most [#MOST_EVIDENCE]
/// @param detail the facts beside the rule; may be empty
public record Finding(
    Rule rule, Severity severity, int mappings, List<ClassifiedMapping> evidence, String detail) {
  /// The maximum number of mappings shown with a finding.
  public static final int MOST_EVIDENCE = 5;

  public Finding {
    evidence = List.copyOf(evidence);
    if (evidence.size() > MOST_EVIDENCE || evidence.size() > mappings) {
      throw new IllegalArgumentException("expected no more evidence than there are mappings");
    }
  }
}
