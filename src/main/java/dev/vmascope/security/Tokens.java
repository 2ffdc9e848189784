package dev.vmascope.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tokens that are known now: those of a file, which is read again within a second of being
/// changed or replaced. A file that is not understood changes nothing but the log; an empty one
/// means that there are no tokens, and so does one that has been gone for a minute.
final class Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final long GRACE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  /// What tells one state of a file from the next.
  private record Version(FileTime modified, long size, @Nullable Object file) {
    static @Nullable Version of(Path file) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
      } catch (IOException _) {
        return null;
      }
    }
  }

  private final Path file;
  private TokenFile known;
  private @Nullable Version version;
  private long lookedNanos = System.nanoTime();
  private long missingNanos;

  /// @throws UnsafeStartException if the file cannot be read or is not understood
  Tokens(Path file) {
    this.file = file;
    version = Version.of(file);
    known = TokenFile.atStart(file);
  }

  /// Whose token this is.
  Optional<Owner> owner(String token) {
    return current().owner(token);
  }

  private synchronized TokenFile current() {
    if (System.nanoTime() - lookedNanos < LOOK_AGAIN_NANOS) {
      return known;
    }
    lookedNanos = System.nanoTime();
    Version now = Version.of(file);
    if (now == null) {
      missing(lookedNanos);
    } else if (!now.equals(version)) {
      version = now;
      try {
        known = new TokenFile(file);
        LOG.info("The tokens of {} were read again", file);
      } catch (UnsafeStartException e) {
        LOG.warn("{} The tokens of before stay. {}", e.getMessage(), e.remedy());
      }
    }
    return known;
  }

  /// It may be about to be replaced.
  private void missing(long nowNanos) {
    if (version != null) {
      version = null;
      missingNanos = nowNanos;
      LOG.warn("The token file {} is gone: its tokens are taken for another minute", file);
    } else if (nowNanos - missingNanos > GRACE_NANOS) {
      known = TokenFile.none();
    }
  }
}
