package dev.vmascope.http.problem;

import java.util.Locale;

/// The codes of problems, each with its HTTP status and title. The `type` of a problem is
/// `urn:vmascope:problem:` and the code.
public enum ProblemCode {
  /// An unknown parameter, or an invalid value of one.
  INVALID_PARAMETER(400, "Invalid parameter"),
  /// A body that the operation cannot parse.
  MALFORMED_INPUT(400, "Malformed input"),
  /// A request that the server or the firewall rejects.
  INVALID_REQUEST(400, "Invalid request"),
  /// A missing or unknown credential.
  UNAUTHENTICATED(401, "Not authenticated"),
  /// A credential without the scope, by the service's own policy.
  FORBIDDEN(403, "Forbidden"),
  /// A read that the kernel denied.
  PERMISSION_DENIED(403, "Permission denied by the kernel"),
  /// A pid without a process.
  PROCESS_NOT_FOUND(404, "Process not found"),
  /// An address without a mapping.
  NO_MAPPING_AT_ADDRESS(404, "No mapping at this address"),
  /// An id without a snapshot.
  SNAPSHOT_NOT_FOUND(404, "Snapshot not found"),
  /// A path without an operation.
  NOT_FOUND(404, "Not found"),
  /// A method that the path has no operation for.
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  /// A format that the operation does not offer.
  NOT_ACCEPTABLE(406, "Not acceptable"),
  /// A request body that did not arrive in time.
  REQUEST_TIMEOUT(408, "Request timeout"),
  /// A process that ended while it was read.
  PROCESS_GONE(410, "Process gone"),
  /// A pid that now belongs to another process, or a process with another address space.
  PROCESS_REPLACED(410, "Process replaced"),
  /// A request above the server's size limit, or a listing above the limit of one read.
  TOO_LARGE(413, "Too large"),
  /// A malformed file of the kernel or a capture, in a response without a place for the complaint.
  MALFORMED_FILE(422, "Malformed file"),
  /// A body of a media type that the operation does not accept.
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  /// A page-table walk for which the budget is used up for now.
  SCAN_BUDGET_EXHAUSTED(429, "Scan budget exhausted"),
  /// A page-table walk that would exceed the limit of one walk.
  SCAN_TOO_EXPENSIVE(429, "Scan too expensive"),
  /// A defect of the service; the log has details under the id in the response.
  INTERNAL(500, "Internal error"),
  /// A limit of the service: all readers are busy, or the memory for listings is used up.
  BUSY(503, "Busy"),
  /// A missing prerequisite: the first sample, the keys of the issuer.
  NOT_READY(503, "Not ready"),
  /// A data folder that cannot be written.
  NO_STORAGE(503, "No storage"),
  /// A disk that is full, or limits that leave no room.
  STORAGE_FULL(507, "Storage full"),
  /// A read of the kernel that does not return.
  READ_STUCK(503, "Read stuck"),
  /// A listing that broke off, in a format without a place for the reason.
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

  /// The short text, the same for all problems of this code.
  public String title() {
    return title;
  }

  /// The code in `type`, for example `process-not-found`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
