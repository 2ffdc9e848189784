package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.AuthenticationServiceException;

/// Which signed tokens are taken by what they claim, and what they allow.
class IssuedTokensTest {
  private static final RSAKey KEY = TestIssuer.key("one");
  private static final String PROMETHEUS = "system:serviceaccount:monitoring:prometheus";

  private TestIssuer issuer = start();
  private IssuedTokens tokens = tokens();

  private static TestIssuer start() {
    try {
      return new TestIssuer(null, KEY);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private IssuedTokens tokens() {
    TrustedIssuer trusted =
        issuer.trusted(
            null,
            null,
            new JwtProperties.Grant("system:serviceaccount:monitoring:*", List.of("metrics:read")),
            new JwtProperties.Grant("*:prometheus", List.of("processes:read")));
    IssuerDocuments documents = new IssuerDocuments(trusted);
    return new IssuedTokens(trusted, new IssuerKeys("the issuer", documents::keys));
  }

  @BeforeEach
  void startAnew() {
    issuer.close();
    issuer = start();
    tokens = tokens();
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  private Optional<Owner> owner(JWTClaimsSet.Builder claims) {
    return tokens.owner(TestIssuer.sign(claims, KEY));
  }

  private List<String> scopes(JWTClaimsSet.Builder claims) {
    return owner(claims).orElseThrow().scopes();
  }

  @Test
  void allowWhatTheirClaimScopeSays() {
    assertThat(owner(issuer.claims().claim("scope", "openid maps:read  metrics:read maps:write")))
        .contains(new Owner("ada", List.of("maps:read", "metrics:read")));
  }

  @Test
  void allowWhatTheirClaimScpSays() {
    assertThat(scopes(issuer.claims().claim("scp", List.of("profile", "maps:read"))))
        .containsExactly("maps:read");
    assertThat(scopes(issuer.claims().claim("scp", "metrics:read maps:read")))
        .containsExactly("maps:read", "metrics:read");
  }

  @Test
  void allowNothingWithoutAKnownScope() {
    assertThat(owner(issuer.claims())).contains(new Owner("ada", List.of()));
    assertThat(scopes(issuer.claims().claim("scope", "MAPS:READ maps:* mapsread"))).isEmpty();
    assertThat(scopes(issuer.claims().claim("scope", Map.of("maps:read", "maps:read")))).isEmpty();
    assertThat(scopes(issuer.claims().claim("scope", 7))).isEmpty();
    assertThat(scopes(issuer.claims().claim("scopes", "maps:read"))).isEmpty();
  }

  /// As Kubernetes makes them: no scopes, and a list of audiences.
  @Test
  void allowWhatTheirSubjectIsGranted() {
    JWTClaimsSet.Builder claims =
        issuer
            .claims()
            .subject(PROMETHEUS)
            .audience(List.of("https://kubernetes.default.svc", "vmascope"))
            .notBeforeTime(in(0))
            .claim("kubernetes.io", Map.of("namespace", "monitoring"));
    assertThat(owner(claims))
        .contains(new Owner(PROMETHEUS, List.of("processes:read", "metrics:read")));
    assertThat(scopes(claims.claim("scope", "maps:read")))
        .containsExactly("processes:read", "maps:read", "metrics:read");
    assertThat(scopes(claims.subject("system:serviceaccount:default:monitoring")))
        .containsExactly("maps:read");
  }

  /// Names are compared as text (RFC 7519, section 4.1.1): what is the same place is not the same
  /// issuer.
  @ParameterizedTest
  @ValueSource(strings = {"HTTP://", "Http://", " http://", "http:/", "https://"})
  void nameTheirIssuerLetterByLetter(String scheme) {
    String name = issuer.uri().toString();
    assertThat(owner(issuer.claims().issuer(name))).isPresent();
    assertThat(owner(issuer.claims().issuer(name.replace("http://", scheme)))).isEmpty();
    assertThat(owner(issuer.claims().issuer(name + "/"))).isEmpty();
    assertThat(owner(issuer.claims().claim("iss", List.of(name)))).isEmpty();
  }

  @Test
  void areForThisService() {
    assertThat(owner(issuer.claims().audience("other-name"))).isPresent();
    assertThat(owner(issuer.claims().audience("elsewhere"))).isEmpty();
    assertThat(owner(issuer.claims().audience("vmascope-not"))).isEmpty();
    assertThat(owner(issuer.claims().audience(List.of("a", "b")))).isEmpty();
    assertThat(owner(issuer.claims().audience(List.of()))).isEmpty();
    assertThat(owner(issuer.claims().claim("aud", null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://127.0.0.1", ""})
  void areOfTheIssuer(String other) {
    assertThat(owner(issuer.claims().issuer(other))).isEmpty();
    assertThat(owner(issuer.claims().issuer(issuer.uri() + "/"))).isEmpty();
    assertThat(owner(issuer.claims().issuer(null))).isEmpty();
  }

  @Test
  void areValidNowGiveOrTakeAMinute() {
    assertThat(owner(issuer.claims().expirationTime(in(-30)))).isPresent();
    assertThat(owner(issuer.claims().expirationTime(in(-90)))).isEmpty();
    assertThat(owner(issuer.claims().expirationTime(null))).isEmpty();
    assertThat(owner(issuer.claims().notBeforeTime(in(30)))).isPresent();
    assertThat(owner(issuer.claims().notBeforeTime(in(90)))).isEmpty();
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  @Test
  void sayWhoseTheyAre() {
    assertThat(owner(issuer.claims().subject(null))).isEmpty();
    assertThat(owner(issuer.claims().subject(" "))).isEmpty();
  }

  @Test
  void areWorthNothingIfBoundToAKey() {
    assertThat(owner(issuer.claims().claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "....",
        "garbage",
        "a.b.c",
        "eyJhbGciOiJSUzI1NiJ9.e30.AAAA",
        "eyJhbGciOiJSUzI1NiJ9..AAAA",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.",
        "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkExMjhHQ00ifQ.a.b.c.d",
        "[]",
        "\0"
      })
  void areNotWhateverAStrangerSends(String text) {
    assertThat(tokens.owner(text)).isEmpty();
  }

  @Test
  void cannotBeCheckedWhileTheIssuerIsDown() throws IOException {
    issuer.down();
    String token = TestIssuer.sign(issuer.claims(), KEY);
    assertThatExceptionOfType(AuthenticationServiceException.class)
        .isThrownBy(() -> tokens.owner(token));
    assertThat(tokens.owner("garbage")).isEmpty();
  }
}
