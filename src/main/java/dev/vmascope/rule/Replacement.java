package dev.vmascope.rule;

import dev.vmascope.mapping.text.KernelText;
import java.util.Optional;

/// The state of the path of a file that was deleted while it was mapped.
///
/// @param place the path where the file belongs, if it is not its own
public record Replacement(State state, Optional<KernelText> place) {
  /// The state of a path.
  public enum State {
    /// A file of another build, for sure.
    REPLACED,
    /// A file of the same build: a restart changes nothing.
    SAME_BUILD,
    /// No file.
    DELETED,
    /// No file, and the process itself had put the deleted one there.
    UNPACKED,
    /// The same, judged by the path alone: owner and age of the file are not known.
    UNPACKED_BY_PATH,
    /// Not read yet.
    NOT_YET_KNOWN,
    /// Unknown: the path cannot be read.
    UNKNOWN
  }

  public static final Replacement REPLACED = new Replacement(State.REPLACED, Optional.empty());
  public static final Replacement SAME_BUILD = new Replacement(State.SAME_BUILD, Optional.empty());
  public static final Replacement DELETED = new Replacement(State.DELETED, Optional.empty());
  public static final Replacement NOT_YET_KNOWN =
      new Replacement(State.NOT_YET_KNOWN, Optional.empty());
  public static final Replacement UNKNOWN = new Replacement(State.UNKNOWN, Optional.empty());
}
