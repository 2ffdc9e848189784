package dev.vmascope.http.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The HTTP client for the public keys of an issuer. Their URL is in its discovery document (OpenID
/// Connect Discovery 1.0). Certificates and bearer token are reread each time, so both may be
/// replaced while the service runs. Redirects are not followed.
final class IssuerDocuments {
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int LARGEST = 1 << 20;
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final TrustedIssuer issuer;

  IssuerDocuments(TrustedIssuer issuer) {
    this.issuer = issuer;
  }

  /// The present keys.
  ///
  /// @throws IOException if they are unavailable; the message has the reason, and never the bearer
  ///   token
  JWKSet keys() throws IOException {
    checkTrust(issuer.caFile());
    checkTrust(issuer.tokenFile());
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(IssuerTrust.of(issuer.caFile()))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      String discovery = issuer.uri().toString().replaceFirst("/$", "") + DISCOVERY;
      return JWKSet.parse(get(client, keysPlace(get(client, URI.create(discovery)))));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates of " + issuer.caFile() + " cannot be used", e);
    } catch (ParseException e) {
      throw new IOException("a document is not what it should be", e);
    }
  }

  private static void checkTrust(@Nullable Path file) throws IOException {
    Optional<String> doubt = file == null ? Optional.empty() : TrustedFile.doubt(file);
    if (doubt.isPresent()) {
      throw new IOException(file + " decides who gets in. " + doubt.get());
    }
  }

  private URI keysPlace(String discovery) throws IOException, ParseException {
    Map<String, Object> document = JSONObjectUtils.parse(discovery);
    if (!issuer.uri().toString().equals(JSONObjectUtils.getString(document, "issuer"))) {
      throw new IOException("the discovery document is of another issuer");
    }
    URI place = JSONObjectUtils.getURI(document, "jwks_uri");
    if (place == null || !issuer.isAsSafe(place)) {
      throw new IOException("the discovery document names no safe jwks_uri");
    }
    return place;
  }

  private String get(HttpClient client, URI place) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(place);
    if (issuer.tokenFile() != null) {
      request.header("Authorization", "Bearer " + bearer(issuer.tokenFile()));
    }
    HttpResponse<String> response = send(client, request.build());
    if (response.statusCode() != 200) {
      throw new IOException(place + " answers with " + response.statusCode());
    }
    return response.body();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request)
      throws IOException {
    try {
      return client
          .sendAsync(
              request,
              BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST))
          .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(request.uri() + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      client.shutdownNow();
      throw new IOException(request.uri() + " does not answer in time", e);
    } catch (InterruptedException e) {
      client.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String bearer(Path file) throws IOException {
    String token = Files.readString(file).strip();
    if (!BEARER.matcher(token).matches()) {
      throw new IOException(file + " has no bearer token");
    }
    return token;
  }
}
