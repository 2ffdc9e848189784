package dev.vmascope.http.problem;

/// An exception that carries a problem to the client.
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /// The problem.
  public Problem problem() {
    return problem;
  }
}
