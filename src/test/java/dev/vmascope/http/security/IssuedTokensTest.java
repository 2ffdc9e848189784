package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/// Which signed tokens are taken, and what they allow.
class IssuedTokensTest {
  private static final RSAKey KEY = TestIssuer.key("one");
  private static final RSAKey STRANGERS = TestIssuer.key("one");
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
  void areNotSignedByAKeyThatCanBeBroken() throws IOException, JOSEException {
    RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
    try (TestIssuer other = new TestIssuer(null, weak)) {
      TrustedIssuer trusted = other.trusted(null, null);
      IssuerKeys keys = new IssuerKeys("the issuer", new IssuerDocuments(trusted)::keys);
      IssuedTokens issued = new IssuedTokens(trusted, keys);
      assertThat(issued.owner(TestIssuer.sign(other.claims(), weak))).isEmpty();
    }
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

  @Test
  void areSignedByTheIssuer() {
    assertThat(tokens.owner(TestIssuer.sign(issuer.claims(), STRANGERS))).isEmpty();
    String good = TestIssuer.sign(issuer.claims(), KEY);
    String other = TestIssuer.sign(issuer.claims().subject("root"), KEY);
    String mixed =
        good.substring(0, good.indexOf('.'))
            + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
            + good.substring(good.lastIndexOf('.'));
    assertThat(tokens.owner(mixed)).isEmpty();
    assertThat(tokens.owner(good.substring(0, good.lastIndexOf('.') + 1))).isEmpty();
    assertThat(tokens.owner(new PlainJWT(issuer.claims().build()).serialize())).isEmpty();
  }

  /// Whoever knows the public key could sign so, if the algorithm were the token's choice.
  @Test
  void areNotSignedWithThePublicKeyForASecret() throws JOSEException {
    byte[] pem = KEY.toRSAPublicKey().getEncoded();
    byte[] json = KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    OctetSequenceKey published = new OctetSequenceKey.Builder(pem).keyID("two").build();
    issuer.publish(KEY, published);
    for (JWSAlgorithm algorithm : JWSAlgorithm.Family.HMAC_SHA) {
      assertThat(tokens.owner(sign(algorithm, new MACSigner(pem), "one"))).isEmpty();
      assertThat(tokens.owner(sign(algorithm, new MACSigner(json), "one"))).isEmpty();
      assertThat(tokens.owner(sign(algorithm, new MACSigner(pem), "two"))).isEmpty();
    }
  }

  @Test
  void areSignedWithAnyAlgorithmOfPublicKeys() throws JOSEException {
    ECKey small = new ECKeyGenerator(Curve.P_256).keyID("small").generate();
    ECKey large = new ECKeyGenerator(Curve.P_384).keyID("large").generate();
    issuer.publish(KEY, small, large);
    for (JWSAlgorithm algorithm : JWSAlgorithm.Family.RSA) {
      assertThat(tokens.owner(sign(algorithm, new RSASSASigner(KEY), "one"))).isPresent();
    }
    assertThat(tokens.owner(sign(JWSAlgorithm.ES256, new ECDSASigner(small), "small"))).isPresent();
    assertThat(tokens.owner(sign(JWSAlgorithm.ES384, new ECDSASigner(large), "large"))).isPresent();
    assertThat(tokens.owner(sign(JWSAlgorithm.ES256, new ECDSASigner(small), "large"))).isEmpty();
  }

  private String sign(JWSAlgorithm algorithm, JWSSigner signer, String key) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(algorithm).keyID(key).type(new JOSEObjectType("at+jwt")).build();
    SignedJWT token = new SignedJWT(header, issuer.claims().build());
    token.sign(signer);
    return token.serialize();
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
