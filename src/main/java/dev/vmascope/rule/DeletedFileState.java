package dev.vmascope.rule;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;

/// The state of the path of a file that was deleted while it was mapped.
///
/// @param place the path where the file belongs, if it is not its own
public record DeletedFileState(State state, Optional<RawText> place) {
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

  public static final DeletedFileState REPLACED =
      new DeletedFileState(State.REPLACED, Optional.empty());
  public static final DeletedFileState SAME_BUILD =
      new DeletedFileState(State.SAME_BUILD, Optional.empty());
  public static final DeletedFileState DELETED =
      new DeletedFileState(State.DELETED, Optional.empty());
  public static final DeletedFileState NOT_YET_KNOWN =
      new DeletedFileState(State.NOT_YET_KNOWN, Optional.empty());
  public static final DeletedFileState UNKNOWN =
      new DeletedFileState(State.UNKNOWN, Optional.empty());
}
