package dev.vmascope.http.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// A token file: the owners and scopes of tokens, by their SHA-256. Its lines are
/// `name:sha256-hex:scope,scope`, blank lines, and comments that start with `#`.
final class TokenFile {
  /// A line of the file.
  private record Entry(String digest, Owner owner) {}

  private final List<Entry> entries = new ArrayList<>();

  private TokenFile() {}

  /// A file without tokens.
  static TokenFile none() {
    return new TokenFile();
  }

  /// The token file at the start of the service, which needs at least one token.
  ///
  /// @throws UnsafeStartException if it has none, other users could change it, it cannot be read,
  ///   or a line is malformed
  static TokenFile atStart(Path file) {
    TrustedFile.require("The token file", file);
    TokenFile read;
    try {
      read =
          read(
              file,
              misread -> {
                throw misread;
              });
    } catch (IOException e) {
      throw new UnsafeStartException(
          "The token file " + file + " cannot be read: " + e,
          "Set vmascope.security.token-file to a readable file.");
    }
    if (read.entries.isEmpty()) {
      throw new UnsafeStartException(
          "The token file " + file + " has no token.",
          "Add a line name:sha256-hex:scope,scope to it; echo -n $TOKEN | sha256sum gives the digest.");
    }
    return read;
  }

  /// The valid lines of a file.
  ///
  /// @param misread the consumer of the complaints about other lines
  /// @throws IOException if it cannot be read, or is not text
  static TokenFile read(Path file, Consumer<UnsafeStartException> misread) throws IOException {
    TokenFile read = new TokenFile();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          read.entries.add(parse(line, file + ":" + (i + 1)));
        } catch (UnsafeStartException e) {
          misread.accept(e);
        }
      }
    }
    return read;
  }

  private static Entry parse(String line, String place) {
    String[] parts = line.split(":", 3);
    if (parts.length != 3 || !parts[1].matches("[0-9a-fA-F]{64}")) {
      throw new UnsafeStartException(
          place + ": expected name:sha256-hex:scope,scope",
          "Correct the line; echo -n $TOKEN | sha256sum gives the digest.");
    }
    List<String> scopes = Arrays.stream(parts[2].split(",", -1)).map(String::strip).toList();
    if (!Scope.words().containsAll(scopes)) {
      throw new UnsafeStartException(
          place + ": an unknown scope", "The scopes are " + String.join(", ", Scope.words()) + ".");
    }
    return new Entry(parts[1].toLowerCase(Locale.ROOT), new Owner(parts[0], scopes));
  }

  /// The owner of a token. Every entry is compared in constant time, so the duration reveals
  /// nothing about any.
  Optional<Owner> owner(String token) {
    byte[] digest = digest(token).getBytes(StandardCharsets.US_ASCII);
    Optional<Owner> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.digest().getBytes(StandardCharsets.US_ASCII), digest)) {
        found = Optional.of(entry.owner());
      }
    }
    return found;
  }

  /// The digest of a token in the file: its SHA-256, in lower-case hexadecimal.
  static String digest(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
