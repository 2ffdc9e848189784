package dev.vmascope.http.problem;

import java.util.Locale;

/// The codes of problems, each with its HTTP status, title, cause and advice. The `type` of a
/// problem is `urn:vmascope:problem:` and the code.
public enum ProblemCode {
  /// An unknown parameter, or an invalid value of one.
  INVALID_PARAMETER(
      400,
      "Invalid parameter",
      "a parameter is unknown, repeated, empty, or has a value that is not allowed; "
          + "`parameter` names it",
      "correct it as `detail` says; `known` lists the parameters of the operation"),
  /// A body that the operation cannot parse.
  MALFORMED_INPUT(
      400,
      "Malformed input",
      "the body cannot be parsed: no log line, listing or capture in it",
      "see `line`, `column` and `expected`; docs/pasted.md and docs/captures.md have the forms "
          + "of texts and captures"),
  /// A request that the server or the firewall rejects.
  INVALID_REQUEST(
      400,
      "Invalid request",
      "the request itself is not accepted: its path, head or form",
      "write it as `GET /api` lists it"),
  /// A missing or unknown credential.
  UNAUTHENTICATED(
      401,
      "Not authenticated",
      "there is no token, or the service does not know it",
      "send `Authorization: Bearer …`; docs/security.md says where tokens come from"),
  /// A credential without the scope, by the service's own policy.
  FORBIDDEN(
      403,
      "Forbidden",
      "the token lacks a scope, which `scope` names; or a page of another site asked",
      "a token with that scope; docs/security.md#policy has all scopes"),
  /// A read that the kernel denied.
  PERMISSION_DENIED(
      403,
      "Permission denied by the kernel",
      "the kernel does not let the service read this",
      "the capability in `remedy`; `GET /api/system` lists what is missing"),
  /// A pid without a process.
  PROCESS_NOT_FOUND(
      404,
      "Process not found",
      "no process has this pid or name, or the service cannot see it",
      "list `/api/processes`; check `hidepid` and the pid namespace"),
  /// An address without a mapping.
  NO_MAPPING_AT_ADDRESS(
      404,
      "No mapping at this address",
      "nothing is mapped there; `below` and `above` are the neighbours",
      "the address may be of another run: compare `startTicks`"),
  /// An id without a snapshot.
  SNAPSHOT_NOT_FOUND(
      404,
      "Snapshot not found",
      "no snapshot has this id, or it was deleted",
      "list `/api/snapshots`"),
  /// A path without an operation.
  NOT_FOUND(404, "Not found", "there is nothing at this path", "`GET /` says what to ask for"),
  /// A method that the path has no operation for.
  METHOD_NOT_ALLOWED(
      405,
      "Method not allowed",
      "the path exists, but not with this method",
      "see the header `Allow`"),
  /// A format that the operation does not offer.
  NOT_ACCEPTABLE(
      406,
      "Not acceptable",
      "the operation has none of the formats in `Accept`",
      "`format=json`, or leave `Accept` out"),
  /// A request body that did not arrive in time.
  REQUEST_TIMEOUT(
      408, "Request timeout", "the body did not arrive in time", "send it without pauses"),
  /// A process that ended while it was read.
  PROCESS_GONE(
      410,
      "Process gone",
      "the process ended while it was read or watched, or since the snapshot",
      "nothing: it is over. Snapshots keep what it was: docs/snapshots.md"),
  /// A pid that now belongs to another process, or a process with another address space.
  PROCESS_REPLACED(
      410,
      "Process replaced",
      "the pid belongs to another process now, or exec replaced its address space",
      "ask again without `startTicks` and `after`"),
  /// A request above the server's size limit, or a listing above the limit of one read.
  TOO_LARGE(
      413,
      "Too large",
      "the request, or a listing, is above a limit; `limitBytes` has it",
      "send less; read a huge listing on the host, from `/proc`"),
  /// A malformed file of the kernel or a capture, in a response without a place for the complaint.
  MALFORMED_FILE(
      422,
      "Malformed file",
      "a file of the kernel or of a capture cannot be parsed, and the format has no place "
          + "to say so",
      "`format=json` or `ndjson` gives what comes before, `format=text` the whole text"),
  /// A body of a media type that the operation does not accept.
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "Unsupported media type",
      "the operation does not take a body of this type",
      "the content type in `detail`"),
  /// A page-table walk for which the budget is used up for now.
  SCAN_BUDGET_EXHAUSTED(
      429,
      "Scan budget exhausted",
      "the budget for page-table walks is spent for now",
      "wait for `Retry-After`, or `force=true`"),
  /// A page-table walk that would exceed the limit of one walk.
  SCAN_TOO_EXPENSIVE(
      429,
      "Scan too expensive",
      "this walk would take longer than `vmascope.scan.max-read`",
      "`force=true` with the scope `scans:expensive`, or `detail=rollup`; waiting does not "
          + "help"),
  /// A defect of the service; the log has details under the id in the response.
  INTERNAL(
      500,
      "Internal error",
      "a defect of the service",
      "report it with the line of the log that has `id`"),
  /// A limit of the service: all readers are busy, or the memory for listings is used up.
  BUSY(
      503,
      "Busy",
      "the service is at one of its own limits",
      "wait for `Retry-After`; the limits are in docs/security.md#limits"),
  /// A missing prerequisite: the first sample, the keys of the issuer.
  NOT_READY(
      503,
      "Not ready",
      "the first sample, or the keys of the issuer of tokens, are not there yet",
      "wait for `Retry-After`"),
  /// A data folder that cannot be written.
  NO_STORAGE(
      503,
      "No storage",
      "the data folder cannot be used",
      "`vmascope.data-dir`; the log and `GET /api/system` say why"),
  /// A disk that is full, or limits that leave no room.
  STORAGE_FULL(
      507,
      "Storage full",
      "the disk, or the limits on snapshots, leave no room",
      "delete snapshots; docs/snapshots.md#which-snapshots-are-deleted says which are deleted "
          + "by themselves"),
  /// A read of the kernel that does not return.
  READ_STUCK(
      503,
      "Read stuck",
      "a read of this process, or of others of its user, does not return from the kernel",
      "look for processes in state `disk-sleep`; others are still served"),
  /// A listing that broke off, in a format without a place for the reason.
  PARTIAL_READ(
      503,
      "Partial read",
      "the listing broke off, and the format has no place to say so",
      "ask again, or accept it with `partial=allow`");

  private final int status;
  private final String title;
  private final String cause;
  private final String advice;

  ProblemCode(int status, String title, String cause, String advice) {
    this.status = status;
    this.title = title;
    this.cause = cause;
    this.advice = advice;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The short text, the same for all problems of this code.
  public String title() {
    return title;
  }

  /// The cause, as a clause in which code is between backquotes.
  public String cause() {
    return cause;
  }

  /// The advice, in the same form.
  public String advice() {
    return advice;
  }

  /// The path of its page below the root of the service.
  public String page() {
    return "/problems/" + this;
  }

  /// The code in `type`, for example `process-not-found`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
