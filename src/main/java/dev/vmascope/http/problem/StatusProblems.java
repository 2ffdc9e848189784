package dev.vmascope.http.problem;

/// The problems that are known by their status alone. Spring, the firewall or the server raise
/// them.
final class StatusProblems {
  private StatusProblems() {}

  static Problem of(int status) {
    return switch (status) {
      case 401 -> Problem.of(ProblemCode.UNAUTHENTICATED, "This operation needs a valid token.");
      case 403 -> Problem.of(ProblemCode.FORBIDDEN, "The service does not allow this request.");
      case 404 ->
          Problem.of(
              ProblemCode.NOT_FOUND,
              "There is nothing at this path. GET / says what to ask for, and GET /api lists the operations.");
      case 405 ->
          Problem.of(
              ProblemCode.METHOD_NOT_ALLOWED,
              "The path exists, but not with this method; see the Allow header.");
      case 406 ->
          Problem.of(ProblemCode.NOT_ACCEPTABLE, "None of the requested formats is available.");
      case 408 ->
          Problem.of(
              ProblemCode.REQUEST_TIMEOUT,
              "The request did not arrive in time. Send it without pauses.");
      case 413, 414, 431 ->
          Problem.of(ProblemCode.TOO_LARGE, "The request is larger than the service accepts.");
      case 415 ->
          Problem.of(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "The operation does not accept a body of this type.");
      // A transfer coding or a version of HTTP that the server does not know: the client's choice.
      case 501, 505 ->
          Problem.of(
              ProblemCode.INVALID_REQUEST,
              "The service does not accept this form of request. It speaks HTTP/1.1.");
      case 503 -> Problem.of(ProblemCode.BUSY, "The service cannot handle this request right now.");
      default ->
          status < 500
              ? Problem.of(
                  ProblemCode.INVALID_REQUEST,
                  "The service cannot parse the request. GET /api lists the operations.")
              : Problem.of(ProblemCode.INTERNAL, "Internal error of the service; see its log.");
    };
  }
}
