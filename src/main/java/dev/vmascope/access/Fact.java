package dev.vmascope.access;

/// Something about a process that was asked for.
public sealed interface Fact<T> {
  /// It is so.
  record Known<T>(T value) implements Fact<T> {}

  /// It could not be had.
  ///
  /// @param why the reason, and what would help: the end of a sentence
  record Missing<T>(String why) implements Fact<T> {}
}
