package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import dev.vmascope.ProblemExample;
import dev.vmascope.ServiceClient;
import dev.vmascope.http.problem.ProblemCode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every operation in mode `jwt`, on a live port. The issuer is down when the service starts.
@AutoConfigureMetrics
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vmascope.security.mode=jwt",
      "vmascope.security.jwt.audience=vmascope",
      "vmascope.security.jwt.grants[0].subject=system:serviceaccount:monitoring:*",
      "vmascope.security.jwt.grants[0].scopes=metrics:read,processes:read",
      "logging.level.dev.vmascope=trace",
      "logging.level.org.springframework.security=trace"
    })
class JwtModeTest {
  private static final RSAKey KEY = TestIssuer.key("one");
  private static final RSAKey STRANGERS = TestIssuer.key("one");
  private static final TestIssuer ISSUER = down();

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  @LocalServerPort int port;

  /// Levels belong to the JVM, and would stay for the tests that come after.
  @AfterAll
  static void logLessAgain() {
    LoggingSystem logging = LoggingSystem.get(JwtModeTest.class.getClassLoader());
    logging.setLogLevel("dev.vmascope", null);
    logging.setLogLevel("org.springframework.security", null);
  }

  private static TestIssuer down() {
    try {
      TestIssuer issuer = new TestIssuer(null, KEY);
      issuer.down();
      return issuer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("vmascope.security.jwt.issuer", ISSUER::uri);
  }

  @BeforeEach
  void up() throws IOException {
    ISSUER.down();
    ISSUER.publish(KEY);
    ISSUER.up();
  }

  @AfterAll
  static void close() {
    ISSUER.close();
  }

  private static String token(String... scopes) {
    return TestIssuer.sign(ISSUER.claims().claim("scope", String.join(" ", scopes)), KEY);
  }

  private HttpResponse<String> send(String method, String path, @Nullable String token) {
    return new ServiceClient(port)
        .send(
            method,
            path,
            HttpRequest.BodyPublishers.noBody(),
            HttpResponse.BodyHandlers.ofString(),
            token == null ? new String[0] : new String[] {"Authorization", "Bearer " + token});
  }

  private HttpResponse<String> get(String path, @Nullable String token) {
    return send("GET", path, token);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
    switch (status) {
      case 401 -> assertThat(challenge).isIn("Bearer", "Bearer error=\"invalid_token\"");
      case 403 -> assertThat(challenge).startsWith("Bearer error=\"insufficient_scope\"");
      default -> assertThat(challenge).isEmpty();
    }
    assertThat(response.body()).contains("\"urn:vmascope:problem:" + code + "\"");
  }

  @TestFactory
  List<DynamicTest> letsATokenInThatHasTheRightScopeOnly() {
    return forEachGuarded(guarded -> {
      String only = token(guarded.scope().orElse("snapshots:write"));
      assertThat(send(guarded.method(), guarded.path(), only).statusCode()).isNotIn(401, 403, 503);
    });
  }

  @TestFactory
  List<DynamicTest> refusesATokenThatHasAllScopesButTheRightOne() {
    return forEachGuarded(guarded -> {
      List<String> others = new ArrayList<>(Scope.words());
      guarded.scope().ifPresentOrElse(others::remove, others::clear);
      String token = token(others.toArray(String[]::new));
      assertProblem(send(guarded.method(), guarded.path(), token), 403, "forbidden");
    });
  }

  @TestFactory
  List<DynamicTest> letsNobodyInWithoutATokenOfTheIssuer() {
    return forEachGuarded(guarded -> {
      List<@Nullable String> tokens =
          Arrays.asList(
              null,
              "",
              "unknown",
              new PlainJWT(ISSUER.claims().claim("scope", "maps:read").build()).serialize(),
              TestIssuer.sign(ISSUER.claims().audience("elsewhere"), KEY),
              TestIssuer.sign(ISSUER.claims(), STRANGERS));
      for (@Nullable String token : tokens) {
        assertProblem(send(guarded.method(), guarded.path(), token), 401, "unauthenticated");
      }
    });
  }

  private List<DynamicTest> forEachGuarded(Check check) {
    await().until(() -> get("/actuator/info", token("maps:read")).statusCode() == 200);
    List<DynamicTest> tests = new ArrayList<>();
    for (GuardedOperation guarded : GuardedOperation.all(handlers)) {
      tests.add(DynamicTest.dynamicTest(guarded.path(), () -> check.accept(guarded)));
    }
    assertThat(tests).hasSizeGreaterThan(6);
    return tests;
  }

  @Test
  void letsAServiceAccountDoWhatItIsGranted() throws Exception {
    String prometheus =
        TestIssuer.sign(
            ISSUER
                .claims()
                .subject("system:serviceaccount:monitoring:prometheus")
                .audience(List.of("https://kubernetes.default.svc", "vmascope")),
            KEY);
    await().until(() -> get("/actuator/prometheus", prometheus).statusCode() == 200);
    assertProblem(get("/api/processes/self/maps", prometheus), 403, "forbidden");
    String other = TestIssuer.sign(ISSUER.claims().subject("system:serviceaccount:a:b"), KEY);
    assertProblem(get("/actuator/prometheus", other), 403, "forbidden");
  }

  @Test
  void asksToComeAgainWhileTheIssuerIsDown() throws Exception {
    ISSUER.down();
    RSAKey newest = TestIssuer.key("newest");
    ISSUER.publish(KEY, newest);
    String token = TestIssuer.sign(ISSUER.claims().claim("scope", "maps:read"), newest);
    await().until(() -> get("/actuator/info", token).statusCode() == 503);
    HttpResponse<String> response = get("/actuator/info", token);
    assertProblem(response, 503, "not-ready");
    ProblemExample.check(ProblemCode.NOT_READY, response.body());
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(get("/livez", null).statusCode()).isEqualTo(200);

    ISSUER.up();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get("/actuator/info", token).statusCode() == 200);
  }

  @Test
  void logsNothingOfATokenAndWritesDownWhoWasRefused(CapturedOutput log) throws Exception {
    String good = token("metrics:read");
    await().until(() -> get("/actuator/prometheus", good).statusCode() == 200);
    List<String> tokens =
        List.of(
            good,
            TestIssuer.sign(ISSUER.claims().audience("elsewhere"), KEY),
            TestIssuer.sign(ISSUER.claims(), STRANGERS),
            new PlainJWT(ISSUER.claims().build()).serialize() + "c2lnbmF0dXJl",
            "secret-garbage.garbage");
    for (String token : tokens) {
      assertThat(get("/api/processes/self/maps", token).statusCode()).isIn(401, 403);
    }
    assertThat(log).contains("A token was refused", "refused caller=ada");
    for (String token : tokens) {
      for (String part : token.split("\\.", -1)) {
        assertThat(part.length() > 8 && log.toString().contains(part)).as(part).isFalse();
      }
    }
  }

  /// What is asked of each operation.
  @FunctionalInterface
  private interface Check {
    void accept(GuardedOperation guarded) throws Exception;
  }
}
