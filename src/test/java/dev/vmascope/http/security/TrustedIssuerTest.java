package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

/// The issuer of signed tokens that the service is configured to trust: without a good one it does
/// not start.
class TrustedIssuerTest {
  @ParameterizedTest
  @CsvSource({
    "https://issuer.example,      vmascope, false, starts",
    "https://issuer.example/a/,   vmascope, false, starts",
    "http://127.0.0.1:8081,       vmascope, false, starts",
    "http://[::1]:8081,           vmascope, false, starts",
    "http://localhost/realms/a,   vmascope, false, starts",
    ",                            vmascope, false, vmascope.security.jwt.issuer",
    "'',                          vmascope, false, vmascope.security.jwt.issuer",
    "issuer,                      vmascope, true,  vmascope.security.jwt.issuer",
    "https:issuer,                vmascope, true,  vmascope.security.jwt.issuer",
    "https://issuer.example?a=b,  vmascope, true,  vmascope.security.jwt.issuer",
    "https://a:b@issuer.example,  vmascope, true,  vmascope.security.jwt.issuer",
    "http://issuer.example,       vmascope, false, vmascope.security.allow-insecure",
    "http://localhost.example,    vmascope, false, vmascope.security.allow-insecure",
    "file://issuer.example/a,     vmascope, false, vmascope.security.jwt.issuer",
    "http://issuer.example,       vmascope, true,  starts",
    "https://issuer.example,      ,         true,  vmascope.security.jwt.audience",
    "https://issuer.example,      ' ',      true,  vmascope.security.jwt.audience"
  })
  void takesSignedTokensOnlyOfAnIssuerAndForAnAudience(
      @Nullable URI issuer, @Nullable String audience, boolean allowInsecure, String expected) {
    List<String> audiences = audience == null ? List.of() : List.of(audience);
    JwtProperties jwt = new JwtProperties(issuer, audiences, null, null, List.of());
    assertJwt(jwt, allowInsecure, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ada,   maps:read,  starts",
    "'*',   maps:read,  starts",
    "'',    maps:read,  vmascope.security.jwt.grants",
    "ada,   ,           vmascope.security.jwt.grants",
    "ada,   maps:write, The scopes are processes:read"
  })
  void understandsEveryGrant(String subject, @Nullable String scope, String expected) {
    List<String> scopes = scope == null ? List.of() : List.of(scope);
    List<JwtProperties.Grant> grants = List.of(new JwtProperties.Grant(subject, scopes));
    assertJwt(
        new JwtProperties(jwt().issuer(), jwt().audience(), null, null, grants), false, expected);
  }

  @Test
  void needsTheCertificatesThatItIsToTrust(@TempDir Path folder) throws IOException {
    for (Path file :
        List.of(folder.resolve("missing"), Files.writeString(folder.resolve("empty"), ""))) {
      assertJwt(
          new JwtProperties(jwt().issuer(), jwt().audience(), file, null, List.of()),
          false,
          "vmascope.security.jwt.ca-file");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "certificates, rw-rw-r--",
    "certificates, rw-r--rw-",
    "token,        rw-rw----",
    ".,            rwxrwxrwx"
  })
  void asksAnIssuerOnlyByFilesThatStrangersCannotChange(
      String changed, String permissions, @TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Path certificates = Files.writeString(folder.resolve("certificates"), anyCertificate());
    Path token = Files.writeString(folder.resolve("token"), "secret");
    JwtProperties jwt =
        new JwtProperties(jwt().issuer(), jwt().audience(), certificates, token, List.of());
    assertJwt(jwt, false, "starts");
    Files.setPosixFilePermissions(
        folder.resolve(changed).normalize(), PosixFilePermissions.fromString(permissions));
    assertJwt(jwt, true, "decides who gets in");
  }

  /// One that the JDK trusts.
  private static String anyCertificate() throws IOException, GeneralSecurityException {
    Path all = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    KeyStore store = KeyStore.getInstance(all.toFile(), "changeit".toCharArray());
    byte[] bytes = store.getCertificate(store.aliases().nextElement()).getEncoded();
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(bytes));
  }

  private static void assertJwt(JwtProperties jwt, boolean allowInsecure, String expected) {
    SecurityProperties security =
        new SecurityProperties(SecurityProperties.Mode.JWT, null, allowInsecure, null, jwt);
    Throwable refused =
        catchThrowable(() -> new SafeStart(security, new ServerProperties(), null, null));
    if (expected.equals("starts")) {
      assertThat(refused).isNull();
    } else {
      assertThat(refused)
          .isInstanceOfSatisfying(
              UnsafeStartException.class,
              unsafe -> assertThat(unsafe.getMessage() + unsafe.remedy()).contains(expected));
    }
  }

  private static JwtProperties jwt() {
    return new JwtProperties(
        URI.create("https://issuer.example"), List.of("vmascope"), null, null, List.of());
  }
}
