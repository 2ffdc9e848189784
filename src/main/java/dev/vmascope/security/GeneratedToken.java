package dev.vmascope.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The token of a service that was given none: made once, with every scope, and shown once. Only
/// its digest is kept, in a token file of the data folder that nobody else may read.
final class GeneratedToken {
  private static final Logger LOG = LoggerFactory.getLogger(GeneratedToken.class);
  private static final String FILE = "tokens";
  private static final int RANDOM_BYTES = 32;

  private GeneratedToken() {}

  /// The token file of a data folder; made, with its token, if it is not there.
  ///
  /// @throws UnsafeStartException if it cannot be made
  static Path file(Path dataFolder) {
    Path file = dataFolder.resolve(FILE);
    if (Files.exists(file)) {
      return file;
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    String line =
        "generated:" + TokenFile.digest(token) + ":" + String.join(",", Scope.words()) + "\n";
    try {
      write(file, line);
    } catch (IOException e) {
      throw new UnsafeStartException(
          "vmascope.security.mode is token, no token file is named, and none can be made in "
              + dataFolder
              + ": "
              + e,
          "Let vmascope.security.token-file name a token file, or vmascope.data-dir a folder that can be"
              + " written to.");
    }
    LOG.warn("A token was made, and is shown this once: {}", token);
    LOG.warn("Its digest is in {}; without that file the next start makes another token", file);
    return file;
  }

  /// All at once, so that a start that is broken off leaves nothing half made.
  private static void write(Path file, String text) throws IOException {
    Path folder = Files.createDirectories(file.getParent());
    Path temporary =
        Files.createTempFile(
            folder,
            FILE,
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, text, StandardCharsets.UTF_8);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
