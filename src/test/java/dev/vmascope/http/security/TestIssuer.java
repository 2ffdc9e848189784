package dev.vmascope.http.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// An issuer on loopback, with its discovery document, its keys, and tokens that it signs. It may
/// go down and come back under the same address.
final class TestIssuer implements AutoCloseable {
  static final String AUDIENCE = "vmascope";

  private final @Nullable SSLContext tls;
  private final AtomicInteger discoveries = new AtomicInteger();
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private volatile @Nullable String bearer;
  private @Nullable HttpServer server;
  private int port;

  /// Up, with a key.
  ///
  /// @param tls its certificate, if it has one
  TestIssuer(@Nullable SSLContext tls, RSAKey key) throws IOException {
    this.tls = tls;
    up();
    documents.put(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/keys\"}");
    publish(key);
  }

  static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  URI uri() {
    return URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + port);
  }

  void up() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer up;
    if (tls == null) {
      up = HttpServer.create(address, 0);
    } else {
      HttpsServer secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls));
      up = secure;
    }
    up.createContext("/", this::answer);
    up.start();
    port = up.getAddress().getPort();
    server = up;
  }

  void down() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /// Answers nobody any more who has not this token.
  void require(String token) {
    bearer = token;
  }

  /// Has these keys from now on.
  void publish(JWK... keys) {
    write("/keys", new JWKSet(List.of(keys)).toString());
  }

  /// Has a document.
  void write(String path, String document) {
    documents.put(path, document);
  }

  /// How often its discovery document was asked for.
  int discoveries() {
    return discoveries.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/.well-known/")) {
        discoveries.incrementAndGet();
      }
      String sent = exchange.getRequestHeaders().getFirst("Authorization");
      String document = documents.get(path);
      if (bearer != null && !("Bearer " + bearer).equals(sent)) {
        exchange.sendResponseHeaders(401, -1);
      } else if (document == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (document.startsWith("http")) {
        exchange.getResponseHeaders().set("Location", document);
        exchange.sendResponseHeaders(302, -1);
      } else {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /// Claims of a good token that allows nothing.
  JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(uri().toString())
        .audience(AUDIENCE)
        .subject("ada")
        .issueTime(Date.from(now.minusSeconds(300)))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  static String sign(JWTClaimsSet.Builder claims, RSAKey key) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(key.toRSAPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a service is told that trusts this issuer.
  ///
  /// @param ca its certificate, as a file
  /// @param token a file with what it requires
  TrustedIssuer trusted(@Nullable Path ca, @Nullable Path token, JwtProperties.Grant... grants) {
    return TrustedIssuer.of(
        new JwtProperties(uri(), List.of(AUDIENCE, "other-name"), ca, token, List.of(grants)),
        false);
  }

  @Override
  public void close() {
    down();
  }
}
