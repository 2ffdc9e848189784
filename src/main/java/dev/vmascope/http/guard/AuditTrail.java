package dev.vmascope.http.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/// The audit log of rejected requests and of responses with absolute addresses. Each takes a line
/// of the logger `dev.vmascope.audit`, without text that an unauthenticated client could choose,
/// and never with a token.
public final class AuditTrail extends OncePerRequestFilter {
  private static final Logger AUDIT = LoggerFactory.getLogger("dev.vmascope.audit");

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9/._:@*-]");
  private static final int LONGEST = 120;
  private static final String CALLER = AuditTrail.class.getName() + ".caller";
  private static final String NAMES = AuditTrail.class.getName() + ".names";

  /// The burst of rejections that are logged; afterwards one line per interval.
  private static final int REFUSALS = 20;

  private static final int REFUSAL_SECONDS = 10;

  /// The path element before an address. The address is not logged: the log has other readers.
  private static final String AT = "/maps/";

  private static final Pattern ADDRESS = Pattern.compile("/maps/[^/]+");

  private final String revealing;
  private final LogPace refused = new LogPace(REFUSALS, REFUSAL_SECONDS);

  /// @param revealing the request attribute of responses that may have absolute addresses
  public AuditTrail(String revealing) {
    this.revealing = revealing;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } finally {
      int status = response.getStatus();
      if (status == 401 || status == 403) {
        refused
            .next(Duration.ofNanos(System.nanoTime()).toSeconds())
            .ifPresent(leftOut -> writeRefused(leftOut, request, status));
      } else if (request.getAttribute(revealing) != null) {
        // Whatever the status: where there is no mapping, the answer has those below and above.
        write("addresses", request, status);
      }
    }
  }

  private static void writeRefused(long leftOut, HttpServletRequest request, int status) {
    if (leftOut > 0) {
      AUDIT.info(
          "refused {} more times since the last of these lines; these are not logged", leftOut);
    }
    write("refused", request, status);
  }

  private static void write(String what, HttpServletRequest request, int status) {
    AUDIT.info(
        "{} caller={} from={} {} {} status={}",
        what,
        clean(Objects.requireNonNullElse(request.getAttribute(CALLER), "-").toString()),
        clean(String.valueOf(request.getRemoteAddr())),
        clean(request.getMethod()),
        clean(ADDRESS.matcher(path(request)).replaceFirst(AT + "*"))
            + Objects.requireNonNullElse(request.getAttribute(NAMES), ""),
        status);
  }

  /// The path as it is routed: decoded, since an encoded address would not be recognized.
  private static String path(HttpServletRequest request) {
    return request.getContextPath() + request.getServletPath();
  }

  /// The text with a question mark for each character that could be mistaken for another part of
  /// the line.
  private static String clean(String text) {
    String plain = UNSAFE.matcher(text).replaceAll("?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }

  /// Records the caller of a request: after the security filters its name is no longer available.
  public static void identified(HttpServletRequest request, Principal principal) {
    request.setAttribute(CALLER, principal.getName());
  }

  /// Records a process or a snapshot that a parameter of a request names, if its path does not.
  ///
  /// @param parameter the name of the parameter
  /// @param value the pid, or the id
  public static void names(HttpServletRequest request, String parameter, String value) {
    String before = Objects.requireNonNullElse(request.getAttribute(NAMES), "").toString();
    request.setAttribute(NAMES, before + " " + parameter + "=" + clean(value));
  }
}
