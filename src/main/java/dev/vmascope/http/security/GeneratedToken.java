package dev.vmascope.http.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The token that a service without configured tokens generates once, with every scope. It is in
/// the file `token` of the data directory, for everyone who may read that. The service reads only
/// its digest, from the token file `tokens` beside it. The log, which has other readers, contains
/// neither.
final class GeneratedToken {
  private static final Logger LOG = LoggerFactory.getLogger(GeneratedToken.class);
  private static final String DIGESTS = "tokens";
  private static final String CLEAR = "token";
  private static final int RANDOM_BYTES = 32;

  private GeneratedToken() {}

  /// The token file of a data directory; created, with its token, if it is missing.
  ///
  /// @throws UnsafeStartException if it cannot be created, or other users may write the directory
  static Path file(Path dataFolder) {
    Path digests = dataFolder.resolve(DIGESTS);
    if (Files.exists(digests)) {
      return digests;
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    String line =
        "generated:" + TokenFile.digest(token) + ":" + String.join(",", Scope.words()) + "\n";
    Path clear = dataFolder.resolve(CLEAR);
    try {
      Files.createDirectories(dataFolder, allowing("rwx------"));
      // In this order: a start that is broken off leaves no digest of a token that nobody has.
      write(dataFolder, CLEAR, token + "\n");
      write(dataFolder, DIGESTS, line);
    } catch (IOException e) {
      throw new UnsafeStartException(
          "vmascope.security.mode is token, no token file is named, and none can be made in "
              + dataFolder
              + ": "
              + e,
          "Let vmascope.security.token-file name a token file, or vmascope.data-dir a folder that can be"
              + " written to.");
    }
    LOG.warn("A token with all scopes was generated: it is in {}", clear);
    LOG.warn(
        "The digest of the token is in {}; without this file the next start generates another token",
        digests);
    return digests;
  }

  /// Writes a file at once, readable by the owner only, in a directory that other users cannot
  /// change.
  private static void write(Path folder, String name, String text) throws IOException {
    Path temporary = Files.createTempFile(folder, name, null, allowing("rw-------"));
    try {
      requireTrusted(folder, temporary);
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Checks a file that was just created, which proves more than its directory: `/tmp` itself
  /// counts as trusted.
  private static void requireTrusted(Path folder, Path inIt) throws IOException {
    Optional<String> doubt = TrustedFile.doubt(inIt);
    if (doubt.isPresent()) {
      throw new UnsafeStartException(
          "The data folder " + folder + " has the file that decides who gets in. " + doubt.get(),
          TrustedFile.remedy(folder));
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> allowing(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
