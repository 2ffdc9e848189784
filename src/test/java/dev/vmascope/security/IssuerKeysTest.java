package dev.vmascope.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The keys of an issuer: had from it over HTTP, kept, and had again.
@ExtendWith(OutputCaptureExtension.class)
class IssuerKeysTest {
  private static final RSAKey ONE = TestIssuer.key("one");
  private static final RSAKey TWO = TestIssuer.key("two");

  @TempDir Path folder = Path.of("");

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"issuer\":\"https://other.example\",\"jwks_uri\":\"URI/keys\"}",
        "{\"issuer\":\"URI/\",\"jwks_uri\":\"URI/keys\"}",
        "{\"jwks_uri\":\"URI/keys\"}",
        "{\"issuer\":\"URI\"}",
        "{\"issuer\":\"URI\",\"jwks_uri\":\"file:///etc/passwd\"}",
        "{\"issuer\":\"URI\",\"jwks_uri\":\"URI/nothing\"}",
        "{\"issuer\":\"URI\",\"jwks_uri\":\"URI/moved\"}",
        "{\"issuer\":\"URI\",\"jwks_uri\":\"URI/large\"}",
        "{\"issuer\":\"URI\",\"jwks_uri\":\"URI/page\"}",
        "{\"issuer\":7,\"jwks_uri\":[]}",
        "[]",
        "<html>",
        ""
      })
  void areOnlyHadAsTheStandardSays(String discovery) throws IOException {
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      issuer.write(
          "/.well-known/openid-configuration", discovery.replace("URI", issuer.uri().toString()));
      issuer.write("/moved", issuer.uri() + "/keys");
      issuer.write("/large", "{\"keys\":[],\"_\":\"" + "x".repeat(1 << 20) + "\"}");
      issuer.write("/page", "<html>");
      assertUnavailable(keys(issuer.trusted(null, null)), "one", "");
    }
  }

  @Test
  void areNotWaitedForWithoutEnd() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      JwtProperties jwt = new JwtProperties(uri, List.of("vmascope"), null, null, List.of());
      assertUnavailable(keys(TrustedIssuer.of(jwt, false)), "one", "does not answer in time");
    }
  }

  /// As the API server of Kubernetes gives them.
  @Test
  void areHadFromAPrivateIssuerThatAsksForAToken(CapturedOutput log) throws Exception {
    Path certificate = folder.resolve("ca.crt");
    Path token = Files.writeString(folder.resolve("token"), "its-secret\n");
    try (TestIssuer issuer = new TestIssuer(tls(certificate), ONE)) {
      issuer.require("its-secret");
      assertUnavailable(keys(issuer.trusted(null, token)), "one", "SSLHandshakeException");
      assertUnavailable(keys(issuer.trusted(certificate, null)), "one", "401");

      IssuerKeys keys = keys(issuer.trusted(certificate, token));
      assertThat(get(keys, "one")).hasSize(1);

      issuer.require("another-secret");
      issuer.publish(TWO);
      pass(Duration.ofSeconds(5));
      assertUnavailable(keys, "two", "401");
      Files.writeString(token, "another-secret");
      pass(Duration.ofSeconds(5));
      assertThat(get(keys, "two")).hasSize(1);
      assertThat(log).contains("401").doesNotContain("-secret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "its secret\n", "its-secret\nX: y", "\u00e4"})
  void areNotAskedForWithWhatIsNoToken(String text) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), text);
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      assertUnavailable(keys(issuer.trusted(null, token)), "one", token + " has no bearer token");
    }
  }

  /// A certificate for 127.0.0.1 that signs itself; written to a file as well.
  private SSLContext tls(Path pem)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("keys.p12");
    String made = "-alias it -storepass secret -storetype PKCS12 -keystore " + store;
    keytool("-genkeypair -keyalg EC -dname CN=issuer -ext SAN=ip:127.0.0.1 " + made);
    keytool("-exportcert -rfc -file " + pem + " " + made);
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(KeyStore.getInstance(store.toFile(), "secret".toCharArray()), "secret".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), null, null);
    return tls;
  }

  private void keytool(String arguments) throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Path said = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder((tool + " " + arguments).split(" ", -1))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(said)).isZero();
  }
}
