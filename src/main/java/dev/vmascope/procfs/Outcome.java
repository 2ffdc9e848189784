package dev.vmascope.procfs;

import dev.vmascope.mapping.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/// How a read ended. What is normal when looking at somebody else's processes is a value here, not
/// an exception.
public sealed interface Outcome<T> {
  /// Everything that was asked for.
  record Ok<T>(T data) implements Outcome<T> {}

  /// There is no such process, or it ended before or while it was read, or it is hidden from this
  /// reader.
  ///
  /// @param whileRead whether it was there when the read began
  record Gone<T>(boolean whileRead) implements Outcome<T> {}

  /// The kernel refused.
  ///
  /// @param errno `EACCES` from the ptrace access check, `EPERM` from `hidepid=1`
  record Denied<T>(Errno errno) implements Outcome<T> {}

  /// The bytes are not what the grammar of the file says.
  record Malformed<T>(MalformedException complaint) implements Outcome<T> {}

  /// The read broke off; what came before is here.
  ///
  /// @param cause why, in words
  record Partial<T>(T data, String cause) implements Outcome<T> {}

  /// The read did not end in time; it was written off.
  record TimedOut<T>() implements Outcome<T> {}

  /// The process has no such thing: a kernel thread has no address space, a zombie has given its
  /// own back.
  record NotApplicable<T>() implements Outcome<T> {}

  /// Which of the outcomes this is.
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

  /// The value, complete or not, if there is one.
  default Optional<T> value() {
    return switch (this) {
      case Ok<T>(T data) -> Optional.of(data);
      case Partial<T>(T data, _) -> Optional.of(data);
      case Gone<T> _, Denied<T> _, Malformed<T> _, TimedOut<T> _, NotApplicable<T> _ ->
          Optional.empty();
    };
  }

  /// Parses the value; what the parser refuses becomes [Malformed].
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

  /// Goes on with a whole value; everything else stays as it is.
  ///
  /// @throws IllegalStateException for a partial value, which nothing can be built on
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

  /// The same failure where another type of value was hoped for.
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
