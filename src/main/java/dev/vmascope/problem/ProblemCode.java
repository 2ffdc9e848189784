package dev.vmascope.problem;

import java.util.Locale;

/// The kinds of problems, each with its status. The `type` of a problem is `urn:vmascope:problem:`
/// and the code.
public enum ProblemCode {
  /// A parameter that is unknown, or a value that does not fit it.
  INVALID_PARAMETER(400, "Invalid parameter"),
  /// A body that is not what the operation reads.
  MALFORMED_INPUT(400, "Malformed input"),
  /// A request that the server or the firewall cannot accept as such.
  INVALID_REQUEST(400, "Invalid request"),
  /// No credential, or not one that is known.
  UNAUTHENTICATED(401, "Not authenticated"),
  /// The credential lacks a scope: our policy.
  FORBIDDEN(403, "Forbidden"),
  /// The kernel refused.
  PERMISSION_DENIED(403, "Permission denied by the kernel"),
  /// No process has this pid.
  PROCESS_NOT_FOUND(404, "Process not found"),
  /// No mapping contains the address.
  NO_MAPPING_AT_ADDRESS(404, "No mapping at this address"),
  /// No operation has this path.
  NOT_FOUND(404, "Not found"),
  /// The path has no operation of this method.
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  /// None of the formats asked for can be had here.
  NOT_ACCEPTABLE(406, "Not acceptable"),
  /// The body of the request did not come in time.
  REQUEST_TIMEOUT(408, "Request timeout"),
  /// The process ended while it was read.
  PROCESS_GONE(410, "Process gone"),
  /// The pid belongs to another process now, or the process to another address space.
  PROCESS_REPLACED(410, "Process replaced"),
  /// The request is larger than the server takes, or a listing than it reads.
  TOO_LARGE(413, "Too large"),
  /// What the kernel wrote, or a capture has, is not understood, and what was asked for has no
  /// place to say so.
  MALFORMED_FILE(422, "Malformed file"),
  /// A body of a type that the operation does not take.
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  /// The budget for walking page tables is spent for now.
  SCAN_BUDGET_EXHAUSTED(429, "Scan budget exhausted"),
  /// Walking the page tables of the process would take longer than any one read may.
  SCAN_TOO_EXPENSIVE(429, "Scan too expensive"),
  /// A defect of the service; the log has more under the id in the answer.
  INTERNAL(500, "Internal error"),
  /// All readers are taken, or the memory for listings is spent.
  BUSY(503, "Busy"),
  /// What the answer needs is not there yet: the first sample, the keys of the issuer.
  NOT_READY(503, "Not ready"),
  /// A read of the kernel does not come back.
  READ_STUCK(503, "Read stuck"),
  /// The listing broke off, and the format asked for cannot say so.
  PARTIAL_READ(503, "Partial read");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The short text, the same for every problem of the kind.
  public String title() {
    return title;
  }

  /// The code in `type`, for example `process-not-found`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
