package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Signatures of tokens: which keys and algorithms count.
class TokenSignaturesTest {
  private static final RSAKey KEY = TestIssuer.key("one");
  private static final RSAKey STRANGERS = TestIssuer.key("one");

  private final TestIssuer issuer;
  private final IssuedTokens tokens;

  TokenSignaturesTest() throws IOException {
    issuer = new TestIssuer(null, KEY);
    tokens = tokens(issuer);
  }

  private static IssuedTokens tokens(TestIssuer issuer) {
    TrustedIssuer trusted = issuer.trusted(null, null);
    return new IssuedTokens(
        trusted, new IssuerKeys("the issuer", new IssuerDocuments(trusted)::keys));
  }

  @AfterEach
  void stop() {
    issuer.close();
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

  @Test
  void areNotSignedByAKeyThatCanBeBroken() throws IOException, JOSEException {
    RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
    try (TestIssuer other = new TestIssuer(null, weak)) {
      assertThat(tokens(other).owner(TestIssuer.sign(other.claims(), weak))).isEmpty();
    }
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
}
