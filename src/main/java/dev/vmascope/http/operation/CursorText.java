package dev.vmascope.http.operation;

import dev.vmascope.http.api.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The text of a cursor, opaque to clients: base64url (RFC 4648) without padding.
public final class CursorText {
  private CursorText() {}

  /// The cursor of a text.
  public static String encode(String plain) {
    return encode(plain.getBytes(StandardCharsets.UTF_8));
  }

  /// The cursor of bytes.
  static String encode(byte[] plain) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
  }

  /// The text of a cursor.
  ///
  /// @throws dev.vmascope.http.problem.ProblemException if it is none
  public static String decode(String cursor) {
    return new String(bytes(cursor), StandardCharsets.UTF_8);
  }

  /// The bytes of a cursor.
  static byte[] bytes(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException _) {
      throw Parameters.noCursor();
    }
  }
}
