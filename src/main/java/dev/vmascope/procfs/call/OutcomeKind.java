package dev.vmascope.procfs.call;

/// The kinds of read results, by their names in answers and metrics. [Outcome] carries the data of
/// each.
public enum OutcomeKind {
  /// Everything was read.
  OK("ok"),
  /// No such process, or it ended.
  GONE("gone"),
  /// The kernel refused.
  DENIED("denied"),
  /// The bytes are not what the grammar says.
  MALFORMED("malformed"),
  /// The read broke off.
  PARTIAL("partial"),
  /// The read was written off.
  TIMED_OUT("timed-out"),
  /// The process has no such thing.
  NOT_APPLICABLE("not-applicable");

  private final String word;

  OutcomeKind(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
