package dev.vmascope.finding;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;

/// What has become of a file that was deleted while it was mapped.
///
/// @param place where the file belongs, if that is not its path
public record Replacement(State state, Optional<KernelText> place) {
  /// What its place holds.
  public enum State {
    /// A file of another build, for sure.
    REPLACED,
    /// A file of the same build: nothing to be gained by a restart.
    SAME_BUILD,
    /// Nothing.
    DELETED,
    /// Nothing, and the process itself had put the file there.
    UNPACKED,
    /// The same, as far as its path tells: its owner and its age are not known.
    UNPACKED_BY_PATH,
    /// It was not looked at yet.
    NOT_YET_KNOWN,
    /// It cannot be told.
    UNKNOWN
  }

  public static final Replacement REPLACED = new Replacement(State.REPLACED, Optional.empty());
  public static final Replacement SAME_BUILD = new Replacement(State.SAME_BUILD, Optional.empty());
  public static final Replacement DELETED = new Replacement(State.DELETED, Optional.empty());
  public static final Replacement NOT_YET_KNOWN =
      new Replacement(State.NOT_YET_KNOWN, Optional.empty());
  public static final Replacement UNKNOWN = new Replacement(State.UNKNOWN, Optional.empty());
}
