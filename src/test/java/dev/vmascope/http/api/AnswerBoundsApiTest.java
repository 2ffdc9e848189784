package dev.vmascope.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.LiveApi;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/// What an operation with rows answers where there is no processor time for any row.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(AnswerBoundsApiTest.NoTime.class)
class AnswerBoundsApiTest {
  @TestConfiguration
  static class NoTime {
    @Bean
    @Primary
    AnswerBounds noTime() {
      return new AnswerBounds(Duration.ZERO);
    }
  }

  @LocalServerPort private int port;

  @BeforeEach
  void untilTheFirstSample() {
    await().until(() -> new LiveApi(port).get("/readyz").statusCode() == 200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/processes",
        "/api/processes?format=csv",
        "/api/processes/self/maps",
        "/api/processes/self/maps?limit=1&path=*x*",
        "/api/processes/self/maps?format=ndjson",
        "/api/processes/self/maps?format=csv",
        "/api/processes/self/maps?format=table",
        "/api/processes/self/maps?format=text&path=*",
        "/api/processes/self/maps?detail=smaps&force=true",
        "/api/processes/self/maps?detail=smaps&force=true&format=csv",
        "/api/processes/self/pages?force=true",
        "/api/processes/self/capture",
        "/api/processes/self/summary",
        "/api/processes/self/findings",
        "/api/processes/self/objects",
        "/api/processes/self/threads",
        "/api/findings",
        "/api/growth",
        "/api/groups",
        "/api/groups/other",
        "/api/objects",
        "/api/objects?buildId=00"
      })
  void isRefusedBeforeItBegins(String path) {
    HttpResponse<byte[]> answer = new LiveApi(port).get(path);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("urn:vmascope:problem:busy")
        .contains("processor time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/api/processes/self", "/api/system"})
  void needsNoneWithoutRows(String path) {
    assertThat(new LiveApi(port).get(path).statusCode()).isEqualTo(200);
  }
}
