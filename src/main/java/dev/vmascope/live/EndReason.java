package dev.vmascope.live;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The reasons for which a stream ends for good.
enum EndReason {
  /// The process has ended.
  EXITED("The process has ended."),
  /// The process has no address space.
  NO_ADDRESS_SPACE("The process has no address space: it is a kernel thread or a zombie."),
  /// The kernel does not show the mappings any more.
  DENIED(
      "The kernel does not let this service read the mappings any more, such as after the exec of a"
          + " setuid program."),
  /// The listing has outgrown what is kept for a comparison.
  TOO_LARGE("The listing has become larger than what this service can keep for a comparison."),
  /// The listing cannot be parsed.
  MALFORMED("The listing cannot be parsed."),
  /// The service failed.
  FAILED("The service failed to compare the listings. Its log has details.");

  private final String words;

  EndReason(String words) {
    this.words = words;
  }

  /// The reason in a sentence.
  String words() {
    return words;
  }

  /// The word in an event.
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
