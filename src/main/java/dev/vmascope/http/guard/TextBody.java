package dev.vmascope.http.guard;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;

/// The text in the body of a request. It has come whole, and is no larger than [BodyGuard] allows.
public final class TextBody {
  private TextBody() {}

  /// The bytes of the text.
  ///
  /// @param command the command that sends a text, for the problem of another media type
  public static byte[] read(HttpServletRequest request, String command) throws IOException {
    byte[] text = request.getInputStream().readAllBytes();
    if (BodyType.is(MediaType.TEXT_PLAIN, request)) {
      return text;
    }
    // What curl sends with --data-binary and no header; with -d it has taken the newlines away.
    if (!BodyType.is(MediaType.APPLICATION_FORM_URLENCODED, request)) {
      throw unsupported("Send the text as Content-Type: text/plain, as in: " + command);
    }
    for (byte c : text) {
      if (c == '\n') {
        return text;
      }
    }
    throw unsupported(
        "The body is a form without lines: curl -d removes newlines. Send the text as in: "
            + command);
  }

  private static RuntimeException unsupported(String detail) {
    return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, detail).exception();
  }
}
