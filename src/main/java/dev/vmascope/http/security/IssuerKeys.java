package dev.vmascope.http.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cache of the public keys of an issuer. They are fetched for the first token, again once they
/// are five minutes old, and for an unknown key, but at most once in five seconds, whatever tokens
/// arrive. RSA keys below 2,048 bits, which can be broken, are left out (RFC 7518, section 3.3). If
/// a fetch fails, the old keys are used for an hour, so the service works while its issuer is down.
final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long FRESH_NANOS = Duration.ofMinutes(5).toNanos();
  private static final long USABLE_NANOS = Duration.ofHours(1).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int SHORTEST_RSA_BITS = 2048;

  /// The number of requests that may wait for a fetch: tokens of unauthenticated clients cause
  /// fetches too, and must not take all threads while the issuer is slow.
  private static final int WAITING = 4;

  /// A source of keys.
  @FunctionalInterface
  interface Fetch {
    JWKSet keys() throws IOException;
  }

  /// The fetched keys, and the time of the fetch.
  private record Fetched(JWKSet keys, long nanos) {}

  private final String issuer;
  private final Fetch fetch;
  private final LongSupplier clock;
  private final ReentrantLock fetching = new ReentrantLock();
  private final Semaphore waiting = new Semaphore(WAITING);
  private volatile @Nullable Fetched last;

  /// The time of the last fetch, and the reason if it failed; guarded by the lock.
  private long askedNanos;

  private @Nullable String trouble;

  /// The number of keys of the last fetch that were left out.
  private int shortKeys;

  /// @param issuer the name of the issuer, for the log
  IssuerKeys(String issuer, Fetch fetch) {
    this(issuer, fetch, System::nanoTime);
  }

  /// @param clock a clock like [System#nanoTime]
  IssuerKeys(String issuer, Fetch fetch, LongSupplier clock) {
    this.issuer = issuer;
    this.fetch = fetch;
    this.clock = clock;
    askedNanos = clock.getAsLong() - PAUSE_NANOS;
  }

  /// The keys that may have signed a token; empty if the issuer has no such key.
  ///
  /// @throws RemoteKeySourceException if the keys are unavailable now
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    Fetched before = last;
    List<JWK> found = select(before, selector);
    boolean usable = !found.isEmpty();
    if (usable && before != null && age(before) < FRESH_NANOS) {
      return found;
    }
    // Whoever has a key does not wait for another one's fetch.
    if (!fetching.tryLock() && (usable || !await())) {
      return usable ? found : unavailable("other requests wait for them");
    }
    try {
      askAgain();
      List<JWK> now = select(last, selector);
      return now.isEmpty() && trouble != null ? unavailable(trouble) : now;
    } finally {
      fetching.unlock();
    }
  }

  private List<JWK> select(@Nullable Fetched fetched, JWKSelector selector) {
    return fetched == null || age(fetched) >= USABLE_NANOS
        ? List.of()
        : selector.select(fetched.keys());
  }

  private long age(Fetched fetched) {
    return clock.getAsLong() - fetched.nanos();
  }

  private boolean await() {
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return fetching.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.release();
    }
  }

  private static List<JWK> unavailable(String reason) throws RemoteKeySourceException {
    throw new RemoteKeySourceException(reason, null);
  }

  private JWKSet strong(JWKSet fetched) {
    List<JWK> keys =
        fetched.getKeys().stream()
            .filter(key -> !(key instanceof RSAKey rsa) || rsa.size() >= SHORTEST_RSA_BITS)
            .toList();
    int left = fetched.size() - keys.size();
    if (left > shortKeys) {
      LOG.warn(
          "RSA keys of {} are shorter than {} bits and are not used: {}",
          issuer,
          SHORTEST_RSA_BITS,
          left);
    }
    shortKeys = left;
    return new JWKSet(keys);
  }

  private void askAgain() {
    if (clock.getAsLong() - askedNanos < PAUSE_NANOS) {
      return;
    }
    try {
      last = new Fetched(strong(fetch.keys()), clock.getAsLong());
      if (trouble != null) {
        LOG.info("The keys of {} can be fetched again", issuer);
      }
      trouble = null;
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(trouble)) {
        LOG.warn("The keys of {} cannot be fetched: {}", issuer, reason);
      }
      trouble = reason;
    } finally {
      askedNanos = clock.getAsLong();
    }
  }
}
