package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ProblemExample;
import dev.vmascope.ServiceClient;
import dev.vmascope.http.problem.ProblemCode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every operation times every sort of caller, in mode `token`, on a live port.
class SecurityMatrixTest extends TokenModeFixture {
  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  @TestFactory
  List<DynamicTest> namesItsScopeOnEveryOperation() {
    return handlers.getHandlerMethods().entrySet().stream()
        .filter(handler -> GuardedOperation.isApi(handler.getKey().getPatternValues()))
        .map(handler ->
            DynamicTest.dynamicTest(
                handler.getKey().toString(),
                () ->
                    assertThat(GuardedOperation.scope(handler.getValue().getMethod()))
                        .as("@RequiresScope")
                        .hasValueSatisfying(scope -> assertThat(Scope.words()).contains(scope))))
        .toList();
  }

  @TestFactory
  List<DynamicTest> letsNobodyInWithoutACredential() {
    return forEachGuarded(guarded -> {
      HttpResponse<String> response = send(guarded, null);
      assertProblem(response, 401, "unauthenticated");
      assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    });
  }

  @TestFactory
  List<DynamicTest> letsNobodyInWithAnUnknownToken() {
    return forEachGuarded(guarded -> {
      HttpResponse<String> response = send(guarded, "Bearer unknown");
      assertProblem(response, 401, "unauthenticated");
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .contains("Bearer error=\"invalid_token\"");
      assertProblem(send(guarded, "Bearer "), 401, "unauthenticated");
      assertProblem(send(guarded, "Basic bWFwczpyZWFk"), 401, "unauthenticated");
    });
  }

  @TestFactory
  List<DynamicTest> refusesATokenThatHasAllScopesButTheRightOne() {
    return forEachGuarded(guarded -> {
      if (guarded.scope().isPresent()) {
        String others = "Bearer not " + guarded.scope().get();
        HttpResponse<String> response = send(guarded, others);
        assertProblem(response, 403, "forbidden");
        assertThat(response.body()).contains("\"scope\":\"" + guarded.scope().get() + "\"");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
            .contains(
                "Bearer error=\"insufficient_scope\", scope=\"" + guarded.scope().get() + "\"");
      } else {
        assertThat(send(guarded, "Bearer maps:read").statusCode()).isEqualTo(200);
      }
    });
  }

  @TestFactory
  List<DynamicTest> letsATokenInThatHasTheRightScopeOnly() {
    return forEachGuarded(guarded -> {
      String only = "bearer " + guarded.scope().orElse("snapshots:write");
      int status = send(guarded, only).statusCode();
      assertThat(status).isNotIn(401, 403);
      if (!GuardedOperation.isApi(Set.of(guarded.path()))) {
        assertThat(status).isEqualTo(200);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?format=none",
        "?startTicks=x",
        "/summary?detail=none",
        "/maps/nowhere",
        "/pages"
      })
  void asksForTheScopeBeforeAnythingIsReadOrUnderstood(String rest) {
    GuardedOperation wrong =
        new GuardedOperation("GET", "/api/processes/0" + rest, Optional.empty());
    assertProblem(send(wrong, "Bearer metrics:read"), 403, "forbidden");
    assertProblem(send(wrong, "Bearer not metrics:read"), 400, "invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps", "summary"})
  void needsAScopeOfItsOwnToForceAnExpensiveRead(String operation) throws Exception {
    String path = "/api/processes/self/" + operation + "?detail=smaps&force=true";
    GuardedOperation forced = new GuardedOperation("GET", path, Optional.of("scans:expensive"));
    assertProblem(send(forced, "Bearer not scans:expensive"), 403, "forbidden");
    assertThat(send(forced, "Bearer not snapshots:write").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/livez",
        "/readyz",
        "/actuator/health",
        "/problems",
        "/problems/busy",
        "/favicon.ico",
        "/swagger-ui.html",
        "/swagger-ui/index.html"
      })
  void leavesProbesAndThePageOpen(String path) throws Exception {
    assertThat(send(new GuardedOperation("GET", path, Optional.empty()), null).statusCode())
        .isIn(200, 302, 307, 503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/page",
        "/page/nothing.js",
        "/page/../api/processes",
        "/api/nothing",
        "/actuator",
        "/actuator/env",
        "/actuator/heapdump",
        "/actuator/health/readiness",
        "/api/../actuator/prometheus",
        "/livez/../api/processes",
        "/API/processes",
        "/api/processes/",
        "/error"
      })
  void tellsStrangersNothingOfOtherPaths(String path) throws Exception {
    assertThat(send(new GuardedOperation("GET", path, Optional.empty()), null).statusCode())
        .isIn(400, 401, 404);
  }

  @Test
  void refusesAsTheDescriptionShows() {
    GuardedOperation maps =
        new GuardedOperation("GET", "/api/processes/self/maps", Optional.of("maps:read"));
    ProblemExample.check(ProblemCode.UNAUTHENTICATED, send(maps, null).body());
    ProblemExample.check(ProblemCode.FORBIDDEN, send(maps, "Bearer not maps:read").body());
  }

  private List<DynamicTest> forEachGuarded(Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (GuardedOperation guarded : GuardedOperation.all(handlers)) {
      tests.add(DynamicTest.dynamicTest(guarded.path(), () -> check.accept(guarded)));
    }
    assertThat(tests).hasSizeGreaterThan(6);
    return tests;
  }

  private HttpResponse<String> send(GuardedOperation guarded, @Nullable String authorization) {
    return new ServiceClient(port)
        .send(
            guarded.method(),
            guarded.path(),
            HttpRequest.BodyPublishers.noBody(),
            HttpResponse.BodyHandlers.ofString(),
            authorization == null ? new String[0] : new String[] {"Authorization", authorization});
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"urn:vmascope:problem:" + code + "\"");
  }

  /// What is asked of each operation.
  @FunctionalInterface
  private interface Check {
    void accept(GuardedOperation guarded) throws Exception;
  }
}
