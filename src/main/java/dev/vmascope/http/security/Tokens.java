package dev.vmascope.http.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The current tokens of a file, reread within a second of a change. A malformed line gives no
/// token; an empty file has none. If the file is missing, unreadable or no longer a [TrustedFile],
/// the tokens from before hold for another minute, so that it can be replaced, and then there are
/// none. The same holds for a file that is a mount of its own (`docker run -v FILE:FILE`) once it
/// has no name: a file that replaces it is not visible through the mount.
final class Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final long GRACE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long CHECK_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  /// The version of a file: its time, size and identity.
  private record Version(FileTime modified, long size, @Nullable Object file) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  private final Path file;
  private final LongSupplier clock;
  private TokenFile known;
  private Version version;
  private @Nullable String trouble;

  /// The time of the last check of the file, and of the last successful one.
  private long checkedNanos;

  private long fineNanos;

  /// @throws UnsafeStartException as in [TokenFile#atStart]
  Tokens(Path file) {
    this(file, System::nanoTime);
  }

  /// @param clock a clock like [System#nanoTime]
  Tokens(Path file, LongSupplier clock) {
    this.file = file;
    this.clock = clock;
    try {
      version = Version.of(file);
    } catch (IOException e) {
      throw new UnsafeStartException(
          "The token file " + file + " cannot be read: " + e,
          "Set vmascope.security.token-file to a readable file.");
    }
    known = TokenFile.atStart(file);
    checkedNanos = clock.getAsLong();
    fineNanos = checkedNanos;
  }

  /// The owner of a token.
  Optional<Owner> owner(String token) {
    return current().owner(token);
  }

  private synchronized TokenFile current() {
    long now = clock.getAsLong();
    if (now - checkedNanos >= CHECK_INTERVAL_NANOS) {
      checkedNanos = now;
      check();
    }
    return known;
  }

  private void check() {
    try {
      Optional<String> doubt = TrustedFile.doubt(file);
      if (doubt.isPresent()) {
        refuse(doubt.get() + " " + TrustedFile.remedy(file));
      } else if (Files.getAttribute(file, "unix:nlink") instanceof Integer names && names == 0) {
        refuse(
            "It was removed or replaced in the source of its mount, which is not visible here: mount its folder,"
                + " or restart the container.");
      } else {
        readIfChanged();
        fineNanos = checkedNanos;
      }
    } catch (IOException e) {
      refuse("It cannot be read: " + e);
    }
  }

  private void readIfChanged() throws IOException {
    Version now = Version.of(file);
    if (trouble != null || !now.equals(version)) {
      known =
          TokenFile.read(
              file,
              line -> LOG.warn("{}: the line is ignored. {}", line.getMessage(), line.remedy()));
      version = now;
      trouble = null;
      LOG.info("The token file {} was read again", file);
    }
  }

  /// Records a failure. The file may be about to be replaced, or repaired.
  private void refuse(String reason) {
    if (!reason.equals(trouble)) {
      LOG.warn(
          "The token file {} is rejected. Its earlier tokens are valid for one more minute at most. {}",
          file,
          reason);
    }
    trouble = reason;
    if (checkedNanos - fineNanos > GRACE_NANOS) {
      known = TokenFile.none();
    }
  }
}
