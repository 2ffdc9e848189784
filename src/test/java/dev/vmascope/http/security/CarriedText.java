package dev.vmascope.http.security;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Everything that an answer carries, and what its words decode to.
final class CarriedText {
  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9_-]{16,}");

  private CarriedText() {}

  static String carried(HttpResponse<String> response) {
    StringBuilder carried = new StringBuilder(response.body());
    response.headers().map().forEach((name, values) -> carried.append(name).append(values));
    Matcher words = ENCODED.matcher(carried.toString());
    List<String> decoded = new ArrayList<>();
    while (words.find()) {
      try {
        decoded.add(
            new String(Base64.getUrlDecoder().decode(words.group()), StandardCharsets.ISO_8859_1));
      } catch (IllegalArgumentException _) {
        // No base64.
      }
    }
    return carried + String.join("\n", decoded);
  }
}
