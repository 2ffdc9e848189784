package dev.vmascope.problem;

/// A problem on its way to the client.
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /// What to tell the client.
  public Problem problem() {
    return problem;
  }
}
