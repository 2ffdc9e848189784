package dev.vmascope.access;

import dev.vmascope.mapping.PageEntry;
import java.util.List;
import java.util.Optional;

/// What an access would end in, and why.
///
/// @param explanation in plain words
/// @param assumes what could not be read and is taken to be so: ends of the sentence "assuming
///   that"
/// @param page the entry of the page map that decided; absent where none did, or none could be read
public record AccessVerdict(
    Ending ending, String explanation, List<String> assumes, Optional<PageEntry> page) {
  public AccessVerdict {
    assumes = List.copyOf(assumes);
  }
}
