package dev.vmascope.http.operation;

import dev.vmascope.http.api.Parameters;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The query parameters of what is stored, as they were sent.
public record StoreQuery(
    @Parameter(description = "Text to find the snapshot by, at most 100 characters")
        @Nullable String label,
    @Parameter(description = "true: the snapshot stays until somebody deletes it")
        @Schema(type = "boolean", defaultValue = "false")
        @Nullable String pinned) {
  /// The maximum length of a label, in characters.
  private static final int LONGEST_LABEL = 100;

  /// The label, checked; `null` without one.
  public @Nullable String checkedLabel() {
    if (label != null
        && (label.isBlank()
            || label.length() > LONGEST_LABEL
            || label.chars().anyMatch(Character::isISOControl))) {
      throw Parameters.invalid("label", "expected 1 to 100 characters, without control characters");
    }
    return label;
  }

  /// Whether the snapshot stays until somebody deletes it.
  public boolean isPinned() {
    return Parameters.flag("pinned", pinned);
  }
}
