package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The keys of an issuer: kept, and had again.
@ExtendWith(OutputCaptureExtension.class)
class IssuerKeysTest {
  private static final RSAKey ONE = TestIssuer.key("one");
  private static final RSAKey TWO = TestIssuer.key("two");

  /// What the clock of the keys shows.
  private final AtomicLong now = new AtomicLong();

  private IssuerKeys keys(TrustedIssuer trusted) {
    return new IssuerKeys("the issuer", new IssuerDocuments(trusted)::keys, now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static List<JWK> get(IssuerKeys keys, String id) throws KeySourceException {
    return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
  }

  private static void assertUnavailable(IssuerKeys keys, String id, String reason) {
    assertThatExceptionOfType(RemoteKeySourceException.class)
        .isThrownBy(() -> get(keys, id))
        .withMessageContaining(reason);
  }

  @Test
  void areFetchedOnceAndKept() throws IOException, KeySourceException {
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      IssuerKeys keys = keys(issuer.trusted(null, null));
      assertThat(issuer.discoveries()).isZero();
      for (int i = 0; i < 50; i++) {
        assertThat(get(keys, "one")).hasSize(1);
      }
      assertThat(issuer.discoveries()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1024, 0", "2040, 0", "2048, 1", "3072, 1"})
  void areLongEnough(int bits, int taken, CapturedOutput log) throws Exception {
    RSAKey key = new RSAKeyGenerator(bits, true).keyID("it").generate();
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      issuer.publish(ONE, key, new ECKeyGenerator(Curve.P_256).keyID("curve").generate());
      IssuerKeys keys = keys(issuer.trusted(null, null));
      assertThat(get(keys, "it")).hasSize(taken);
      assertThat(get(keys, "one")).hasSize(1);
      assertThat(get(keys, "curve")).hasSize(1);
      pass(Duration.ofMinutes(5));
      assertThat(get(keys, "it")).hasSize(taken);
      assertThat(log.toString().split("are shorter than 2048 bits", -1)).hasSize(2 - taken);
    }
  }

  @Test
  void areFetchedAgainForOneThatIsNew() throws IOException, KeySourceException {
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      IssuerKeys keys = keys(issuer.trusted(null, null));
      assertThat(get(keys, "one")).hasSize(1);
      issuer.publish(TWO);
      assertThat(get(keys, "two")).isEmpty();
      pass(Duration.ofSeconds(5));
      assertThat(get(keys, "two")).hasSize(1);
      assertThat(get(keys, "one")).isEmpty();
    }
  }

  @Test
  void areNotFetchedAtTheWhimOfStrangers() throws IOException, KeySourceException {
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      IssuerKeys keys = keys(issuer.trusted(null, null));
      for (int i = 0; i < 50; i++) {
        assertThat(get(keys, "made-up-" + i)).isEmpty();
      }
      assertThat(issuer.discoveries()).isEqualTo(1);
    }
  }

  @Test
  void areFetchedAgainWhenTheyAreOld() throws IOException, KeySourceException {
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      IssuerKeys keys = keys(issuer.trusted(null, null));
      assertThat(get(keys, "one")).hasSize(1);
      issuer.publish(TWO);
      pass(Duration.ofMinutes(4));
      assertThat(get(keys, "one")).hasSize(1);
      pass(Duration.ofMinutes(1));
      assertThat(get(keys, "one")).isEmpty();
    }
  }

  @Test
  void comeWhenTheIssuerComes(CapturedOutput log) throws IOException, KeySourceException {
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      issuer.down();
      IssuerKeys keys = keys(issuer.trusted(null, null));
      assertUnavailable(keys, "one", "ConnectException");
      issuer.up();
      assertUnavailable(keys, "one", "ConnectException");
      pass(Duration.ofSeconds(5));
      assertThat(get(keys, "one")).hasSize(1);
      assertThat(log).contains("cannot be fetched", "can be fetched again");
    }
  }

  @Test
  void stayForAnHourWhileTheIssuerIsDown(CapturedOutput log)
      throws IOException, KeySourceException {
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      IssuerKeys keys = keys(issuer.trusted(null, null));
      assertThat(get(keys, "one")).hasSize(1);
      issuer.down();
      for (int i = 0; i < 5; i++) {
        pass(Duration.ofMinutes(11));
        assertUnavailable(keys, "two", "ConnectException");
        assertThat(get(keys, "one")).hasSize(1);
      }
      pass(Duration.ofMinutes(5));
      assertUnavailable(keys, "one", "ConnectException");
      assertThat(log.toString().split("cannot be fetched", -1)).hasSize(2);
    }
  }

  /// A fetch that ends when it is told to.
  private static JWKSet afterwards(CountDownLatch answer) throws IOException {
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return new JWKSet(ONE);
  }

  @Test
  void areWaitedForByAFewRequestsOnly() {
    CountDownLatch answer = new CountDownLatch(1);
    IssuerKeys keys = new IssuerKeys("the issuer", () -> afterwards(answer), now::get);
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger served = new AtomicInteger();
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        requests.execute(() -> {
          try {
            served.addAndGet(get(keys, "one").size());
          } catch (KeySourceException _) {
            refused.incrementAndGet();
          }
        });
      }
      try {
        await().atMost(Duration.ofMillis(1500)).until(() -> refused.get() == 15);
      } finally {
        answer.countDown();
      }
    }
    assertThat(served).hasValue(5);
  }

  @Test
  void areNotWaitedForByThoseWhoHaveOne() throws KeySourceException {
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger fetches = new AtomicInteger();
    IssuerKeys keys =
        new IssuerKeys(
            "the issuer",
            () -> fetches.incrementAndGet() == 1 ? new JWKSet(ONE) : afterwards(answer),
            now::get);
    assertThat(get(keys, "one")).hasSize(1);
    pass(Duration.ofMinutes(5));
    AtomicInteger served = new AtomicInteger();
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        requests.execute(() -> {
          try {
            served.addAndGet(get(keys, "one").size());
          } catch (KeySourceException e) {
            throw new IllegalStateException(e);
          }
        });
      }
      try {
        await().atMost(Duration.ofMillis(1500)).until(() -> served.get() == 19);
      } finally {
        answer.countDown();
      }
    }
    assertThat(served).hasValue(20);
    assertThat(fetches).hasValue(2);
  }
}
