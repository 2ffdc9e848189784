package dev.vmascope.http.problem;

/// The problems that are known by their status alone. Spring, the firewall or the server raise
/// them.
final class StatusProblems {
  private StatusProblems() {}

  static Problem of(int status) {
    return switch (status) {
      case 401 ->
          Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a token that the service knows.");
      case 403 -> Problem.of(ProblemCode.FORBIDDEN, "The service does not allow this request.");
      case 404 ->
          Problem.of(
              ProblemCode.NOT_FOUND,
              "There is nothing at this path. GET /api lists the operations.");
      case 405 ->
          Problem.of(
              ProblemCode.METHOD_NOT_ALLOWED,
              "The path exists, but not with this method; see the Allow header.");
      case 406 ->
          Problem.of(ProblemCode.NOT_ACCEPTABLE, "None of the formats asked for can be had here.");
      case 408 ->
          Problem.of(
              ProblemCode.REQUEST_TIMEOUT, "The request did not come in time. Send it at once.");
      case 413, 414, 431 ->
          Problem.of(ProblemCode.TOO_LARGE, "The request is larger than the service takes.");
      case 415 ->
          Problem.of(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "The operation does not take a body of this type.");
      // A transfer coding or a version of HTTP that the server does not know: the client's choice.
      case 501, 505 ->
          Problem.of(
              ProblemCode.INVALID_REQUEST,
              "The request is of a form that the service does not take. It speaks HTTP/1.1.");
      case 503 -> Problem.of(ProblemCode.BUSY, "The service cannot take this request right now.");
      default ->
          status < 500
              ? Problem.of(
                  ProblemCode.INVALID_REQUEST,
                  "The request is not one that the service can read. GET /api lists the operations.")
              : Problem.of(ProblemCode.INTERNAL, "A defect of the service; see its log.");
    };
  }
}
