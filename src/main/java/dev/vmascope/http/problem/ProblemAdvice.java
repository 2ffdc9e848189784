package dev.vmascope.http.problem;

import dev.vmascope.mapping.text.FailureLine;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.pool.TooLargeException;
import dev.vmascope.procfs.scan.ScanDecision;
import dev.vmascope.procfs.scan.ScanRejectedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/// The exception handlers of the API: each failure is mapped to its problem.
@RestControllerAdvice
class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private static final int MOST_CAUSES = 20;

  private final ProblemWriter writer;

  ProblemAdvice(ProblemWriter writer) {
    this.writer = writer;
  }

  @ExceptionHandler
  void handle(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean begun = response.isCommitted();
    if (begun || clientWentAway(e)) {
      TruncatedResponse.mark(request);
      LOG.atLevel(clientWentAway(e) || (begun && isOfTheConnection(e)) ? Level.DEBUG : Level.ERROR)
          .log("A response was aborted: {}", FailureLine.line(e));
      return;
    }
    if (e instanceof HttpRequestMethodNotSupportedException method) {
      response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
    }
    Problem problem = problem(e);
    if (problem.code() == ProblemCode.UNAUTHENTICATED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(request));
    }
    if (e instanceof AccessDeniedException) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
    }
    writer.write(problem, request, response);
  }

  /// The challenge to a client without a token, or with one that is not valid (RFC 6750, 3.1).
  private static String challenge(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION) == null
        ? "Bearer"
        : "Bearer error=\"invalid_token\"";
  }

  private static boolean clientWentAway(Exception e) {
    return causes(e)
        .anyMatch(cause ->
            cause instanceof AsyncRequestNotUsableException
                || cause instanceof ClientAbortException);
  }

  /// Whether the connection failed while a committed response was written: by then all data of the
  /// kernel is in memory.
  private static boolean isOfTheConnection(Exception e) {
    return causes(e).anyMatch(IOException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
  }

  private static Problem problem(Exception e) {
    return switch (e) {
      case ProblemException known -> known.problem();
      case ReaderBusyException _ ->
          Problem.of(
              ProblemCode.BUSY,
              "All readers are busy, or the memory for listings is used up. Try again in a second.");
      case TooLargeException tooLarge ->
          Problem.of(
                  ProblemCode.TOO_LARGE,
                  "The listing is larger than this service reads of one process (limit in bytes: "
                      + tooLarge.limitBytes()
                      + "). Read it on the host, from /proc.")
              .with("limitBytes", tooLarge.limitBytes());
      case ReadsStuckException _ ->
          Problem.of(
              ProblemCode.READ_STUCK,
              "Too many reads from the kernel hang. The service starts no new ones until some return.");
      case ScanRejectedException notMade -> notMade(notMade);
      case MalformedException malformed -> Problem.malformed(malformed);
      case AuthenticationServiceException _ ->
          Problem.of(
                  ProblemCode.NOT_READY,
                  "The token cannot be checked now, because the keys of its issuer are not available. The log of"
                      + " the service says why. Try again in some seconds.")
              .with(Problem.RETRY_AFTER, 5);
      case AuthenticationException _ ->
          Problem.of(
              ProblemCode.UNAUTHENTICATED,
              "This operation needs a valid token: Authorization: Bearer <token>.");
      case AuthorizationDeniedException denied
          when denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision
              && decision.getAuthorities().size() == 1 ->
          Problem.scope(
              "This operation",
              String.valueOf(decision.getAuthorities().iterator().next().getAuthority()));
      case AccessDeniedException _ ->
          Problem.of(ProblemCode.FORBIDDEN, "The token has no scope that this path needs.");
      case InvalidParameterException _ ->
          Problem.of(
              ProblemCode.INVALID_PARAMETER,
              "The query cannot be decoded: write a percent sign as %25, and other bytes as %XX.");
      // Its message has the name or the value as it was sent: it is neither echoed nor logged.
      case RequestRejectedException _ ->
          Problem.of(
              ProblemCode.INVALID_PARAMETER,
              "A parameter has control characters, or others that are not allowed.");
      case HttpMediaTypeNotAcceptableException _ ->
          Problem.of(ProblemCode.NOT_ACCEPTABLE, "None of the media types in Accept is available.");
      case ErrorResponse response -> StatusProblems.of(response.getStatusCode().value());
      default -> internal(e);
    };
  }

  private static Problem notMade(ScanRejectedException notMade) {
    ScanDecision scan = notMade.scan();
    boolean refused = scan.decision() == ScanDecision.Decision.REFUSED;
    String what =
        "Reading %s of process %d would walk its page tables for about %d ms: "
            .formatted(scan.file().fileName(), scan.pid(), scan.estimate().toMillis());
    Problem problem =
        refused
            ? Problem.of(
                ProblemCode.SCAN_TOO_EXPENSIVE,
                what
                    + "longer than vmascope.scan.max-read. Repeat with force=true to read it anyway.")
            : Problem.of(
                    ProblemCode.SCAN_BUDGET_EXHAUSTED,
                    what
                        + "vmascope.scan.budget is spent for now. Try again later, or with force=true.")
                .with(Problem.RETRY_AFTER, notMade.retryAfterSeconds());
    return problem
        .ofProcess(scan.pid())
        .with("estimateMillis", scan.estimate().toNanos() / 1e6)
        .with("remedy", "repeat with force=true and a token with the scope scans:expensive");
  }

  private static @Nullable MalformedException malformed(Throwable e) {
    return causes(e)
        .filter(MalformedException.class::isInstance)
        .map(MalformedException.class::cast)
        .findFirst()
        .orElse(null);
  }

  private static Problem internal(Exception e) {
    String id = UUID.randomUUID().toString();
    MalformedException malformed = malformed(e);
    if (malformed == null) {
      LOG.error("Internal error {}: {}", id, FailureLine.line(e));
    } else {
      // What was got may be an address.
      LOG.error("Internal error {}: {}", id, malformed.complaint());
    }
    return Problem.of(
            ProblemCode.INTERNAL,
            "Internal error of the service. Its log has details under the id " + id + ".")
        .with("id", id);
  }
}
