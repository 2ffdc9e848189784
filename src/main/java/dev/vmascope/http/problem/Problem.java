package dev.vmascope.http.problem;

import dev.vmascope.mapping.text.MalformedException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A problem of RFC 9457: its code, its detail and further members.
///
/// @param detail the failure and the remedy, in one or two sentences; unescaped input of a client
///   is never part of it
/// @param members further members of the document, in order
public record Problem(ProblemCode code, String detail, Map<String, Object> members) {
  /// The member of a 503 that is also sent as the `Retry-After` header.
  public static final String RETRY_AFTER = "retryAfterSeconds";

  /// The member of a 403 that is also sent in the `WWW-Authenticate` header (RFC 6750, 3.1).
  static final String SCOPE = "scope";

  public Problem {
    members = new LinkedHashMap<>(members);
  }

  /// A problem without further members.
  public static Problem of(ProblemCode code, String detail) {
    Problem problem = new Problem(code, detail, Map.of());
    return code.status() == 503 ? problem.with(RETRY_AFTER, 1) : problem;
  }

  /// The problem of a malformed file whose response has no place for the complaint. The malformed
  /// text is left out: it may be an address.
  public static Problem malformed(MalformedException complaint) {
    return of(
            ProblemCode.MALFORMED_FILE,
            "The file cannot be parsed from this line on: "
                + complaint.complaint()
                + ". A capture may be truncated or altered; if a kernel wrote the line, please report it.")
        .with("line", complaint.line())
        .with("column", complaint.column())
        .with("expected", complaint.expected())
        .with(
            "remedy",
            "get the mappings before this line with format=json or ndjson of …/maps, and the whole text with"
                + " format=text");
  }

  /// The problem of a token without a scope.
  ///
  /// @param what the thing that needs it, such as `force=true`
  public static Problem scope(String what, String scope) {
    return of(ProblemCode.FORBIDDEN, what + " needs a token with the scope " + scope + ".")
        .with(SCOPE, scope);
  }

  /// The same problem with one more member.
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(code, detail, more);
  }

  /// The same problem of a process; without a pid if that is 0, as in a pasted listing.
  public Problem ofProcess(int pid) {
    return pid == 0 ? this : with("pid", pid);
  }

  /// The JSON document, member by member.
  ///
  /// @param context the path of the root of the service, without a slash at its end
  /// @param instance the path of the request
  Map<String, Object> document(String context, String instance) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "urn:vmascope:problem:" + code);
    document.put("title", code.title());
    document.put("status", code.status());
    document.put("detail", detail);
    document.put("instance", instance);
    document.put("help", context + code.page());
    document.putAll(members);
    return document;
  }

  /// The problem as an exception.
  public ProblemException exception() {
    return new ProblemException(this);
  }
}
