package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The documents of an issuer, had from it over HTTP.
class IssuerDocumentsTest {
  private static final RSAKey ONE = TestIssuer.key("one");

  @TempDir Path folder = Path.of("");

  private static void assertUnavailable(TrustedIssuer trusted, String reason) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new IssuerDocuments(trusted).keys())
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("secret"));
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
  void haveKeysAsTheStandardSaysOnly(String discovery) throws IOException {
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      issuer.write(
          "/.well-known/openid-configuration", discovery.replace("URI", issuer.uri().toString()));
      issuer.write("/moved", issuer.uri() + "/keys");
      issuer.write("/large", "{\"keys\":[],\"_\":\"" + "x".repeat(1 << 20) + "\"}");
      issuer.write("/page", "<html>");
      assertUnavailable(issuer.trusted(null, null), "");
    }
  }

  @Test
  void areNotWaitedForWithoutEnd() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      JwtProperties jwt = new JwtProperties(uri, List.of("vmascope"), null, null, List.of());
      assertUnavailable(TrustedIssuer.of(jwt, false), "does not answer in time");
    }
  }

  /// As the API server of Kubernetes gives them.
  @Test
  void areHadFromAPrivateIssuerThatAsksForAToken() throws Exception {
    Path certificate = folder.resolve("ca.crt");
    Path token = Files.writeString(folder.resolve("token"), "its-secret\n");
    try (TestIssuer issuer = new TestIssuer(tls(certificate), ONE)) {
      issuer.require("its-secret");
      assertUnavailable(issuer.trusted(null, token), "SSLHandshakeException");
      assertUnavailable(issuer.trusted(certificate, null), "401");

      TrustedIssuer trusted = issuer.trusted(certificate, token);
      IssuerDocuments documents = new IssuerDocuments(trusted);
      assertThat(documents.keys().getKeyByKeyId("one")).isNotNull();

      issuer.require("another-secret");
      assertUnavailable(trusted, "401");
      Files.writeString(token, "another-secret");
      assertThat(documents.keys().getKeyByKeyId("one")).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "its secret\n", "its-secret\nX: y", "\u00e4"})
  void areNotAskedForWithWhatIsNoToken(String text) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), text);
    try (TestIssuer issuer = new TestIssuer(null, ONE)) {
      assertUnavailable(issuer.trusted(null, token), token + " has no bearer token");
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
