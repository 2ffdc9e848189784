package dev.vmascope.procfs.call;

import dev.vmascope.mapping.text.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/// The result of a read of a process: a value, or why there is none. Whatever is normal for
/// processes of other users is a value here, not an exception.
public sealed interface Outcome<T> {
  /// A complete value.
  record Ok<T>(T data) implements Outcome<T> {}

  /// A process that does not exist. It never existed, it ended before or during the read, or it is
  /// hidden from this service.
  ///
  /// @param whileRead whether it existed when the read began
  record Gone<T>(boolean whileRead) implements Outcome<T> {}

  /// A read that the kernel denied.
  ///
  /// @param errno `EACCES` from the ptrace access check, `EPERM` from `hidepid=1`
  record Denied<T>(Errno errno) implements Outcome<T> {}

  /// A file whose bytes do not match its grammar.
  record Malformed<T>(MalformedException complaint) implements Outcome<T> {}

  /// A value that is incomplete because the read broke off.
  ///
  /// @param cause the reason, in words
  record Partial<T>(T data, String cause) implements Outcome<T> {}

  /// A read that did not end in time and was written off.
  record TimedOut<T>() implements Outcome<T> {}

  /// A file or memory that the process cannot have. A kernel thread has no address space, a zombie
  /// has given its own back.
  record NotApplicable<T>() implements Outcome<T> {}

  /// The kind of this outcome, without its data.
  default OutcomeKind kind() {
    return switch (this) {
      case Ok<T> _ -> OutcomeKind.OK;
      case Gone<T> _ -> OutcomeKind.GONE;
      case Denied<T> _ -> OutcomeKind.DENIED;
      case Malformed<T> _ -> OutcomeKind.MALFORMED;
      case Partial<T> _ -> OutcomeKind.PARTIAL;
      case TimedOut<T> _ -> OutcomeKind.TIMED_OUT;
      case NotApplicable<T> _ -> OutcomeKind.NOT_APPLICABLE;
    };
  }

  /// The value, complete or not, if any.
  default Optional<T> value() {
    return switch (this) {
      case Ok<T>(T data) -> Optional.of(data);
      case Partial<T>(T data, _) -> Optional.of(data);
      case Gone<T> _, Denied<T> _, Malformed<T> _, TimedOut<T> _, NotApplicable<T> _ ->
          Optional.empty();
    };
  }

  /// Parses the value; an exception of the parser becomes [Malformed].
  default <R> Outcome<R> map(Function<T, R> parser) {
    try {
      return switch (this) {
        case Ok<T>(T data) -> new Ok<>(parser.apply(data));
        case Partial<T>(T data, String cause) -> new Partial<>(parser.apply(data), cause);
        case Gone<T> _, Denied<T> _, Malformed<T> _, TimedOut<T> _, NotApplicable<T> _ -> failed();
      };
    } catch (MalformedException e) {
      return new Malformed<>(e);
    }
  }

  /// Continues with a complete value; other outcomes are returned unchanged.
  ///
  /// @throws IllegalStateException for a partial value, which must not be built upon
  default <R> Outcome<R> flatMap(Function<T, Outcome<R>> next) {
    return this instanceof Ok<T>(T data) ? next.apply(data) : failed();
  }

  /// The meaning of a failed open or read of a small file of a process.
  ///
  /// @param whileRead whether the process was there when the read began
  /// @throws UncheckedIOException if the failure says nothing about the process, such as too many
  ///   open files
  static <T> Outcome<T> ofFailure(IOException e, boolean whileRead) {
    Errno errno = Errno.of(e).orElseThrow(() -> new UncheckedIOException(e));
    return switch (errno) {
      case ENOENT, ENOTDIR -> new Gone<>(whileRead);
      case ESRCH -> new Gone<>(true);
      case EACCES, EPERM -> new Denied<>(errno);
      case EIO -> throw new UncheckedIOException(e);
    };
  }

  /// The same failure, for another type of value.
  ///
  /// @throws IllegalStateException if there is a value
  private <R> Outcome<R> failed() {
    return switch (this) {
      case Gone<T>(boolean whileRead) -> new Gone<>(whileRead);
      case Denied<T>(Errno errno) -> new Denied<>(errno);
      case Malformed<T>(MalformedException complaint) -> new Malformed<>(complaint);
      case TimedOut<T> _ -> new TimedOut<>();
      case NotApplicable<T> _ -> new NotApplicable<>();
      case Ok<T> _, Partial<T> _ -> throw new IllegalStateException("there is a value: " + this);
    };
  }
}
