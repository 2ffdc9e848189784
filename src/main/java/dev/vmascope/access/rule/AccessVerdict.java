package dev.vmascope.access.rule;

import dev.vmascope.mapping.PageEntry;
import java.util.List;
import java.util.Optional;

/// The outcome of an access, and the reason for it.
///
/// @param explanation the reason in plain words
/// @param assumes the assumptions in place of facts that could not be read: ends of the sentence
///   "assuming that"
/// @param page the entry of the page map that decided; absent where none did, or none could be read
public record AccessVerdict(
    AccessOutcome ending, String explanation, List<String> assumes, Optional<PageEntry> page) {
  public AccessVerdict {
    assumes = List.copyOf(assumes);
  }
}
