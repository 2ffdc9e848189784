package dev.vmascope.access.rule;

/// An answer to a question about a process.
public sealed interface Fact<T> {
  /// A known value.
  record Known<T>(T value) implements Fact<T> {}

  /// A value that could not be read.
  ///
  /// @param why the reason and the remedy: the end of a sentence
  record Missing<T>(String why) implements Fact<T> {}
}
