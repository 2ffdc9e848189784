package dev.vmascope.http.guard;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// The media type of the body of a request.
public final class BodyType {
  private BodyType() {}

  /// Whether a request names a media type, with any parameters. One that is malformed is none.
  public static boolean is(MediaType type, HttpServletRequest request) {
    try {
      String named = request.getContentType();
      return named != null && type.includes(MediaType.parseMediaType(named));
    } catch (InvalidMediaTypeException _) {
      return false;
    }
  }
}
