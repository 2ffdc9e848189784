package dev.vmascope.kernellog.line;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The lines of a pasted text, decoded and without the colours of a terminal. The text may be
/// UTF-8, any other code that contains ASCII, or UTF-16, as PowerShell writes it.
public final class PastedText {
  private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";

  /// The control sequences of ECMA-48; also as a terminal shows them that does not obey.
  private static final Pattern COLOUR =
      Pattern.compile("\u001b\\[[0-?]{0,32}[ -/]{0,4}[@-~]|\\^\\[\\[[\\d;]{0,16}m");

  private PastedText() {}

  /// The lines, without their ends; one character per byte.
  ///
  /// @param text one character per byte
  public static Stream<String> lines(String text) {
    String plain =
        utf16(text).map(code -> decoded(text, code)).orElse(text).replace(UTF_8_MARK, "");
    boolean coloured = plain.indexOf('\u001b') >= 0 || plain.contains("^[[");
    return (coloured ? COLOUR.matcher(plain).replaceAll("") : plain).lines();
  }

  /// The form of UTF-16, by its byte order mark, or by the zeros in every other byte of ASCII text.
  private static Optional<Charset> utf16(String text) {
    if (text.startsWith("\u00ff\u00fe")) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (text.startsWith("\u00fe\u00ff")) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    int[] zeros = new int[2];
    for (int i = 0; i < text.length(); i++) {
      zeros[i & 1] += text.charAt(i) == 0 ? 1 : 0;
    }
    int many = text.length() / 4 + 1;
    if (zeros[1] > many && zeros[0] < many / 4) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return zeros[0] > many && zeros[1] < many / 4
        ? Optional.of(StandardCharsets.UTF_16BE)
        : Optional.empty();
  }

  private static String decoded(String text, Charset code) {
    String decoded = new String(text.getBytes(StandardCharsets.ISO_8859_1), code);
    return new String(decoded.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
