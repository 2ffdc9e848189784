package dev.vmascope.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How a problem leaves the service.
class ProblemWriterTest {
  private static final Problem GONE =
      Problem.of(ProblemCode.PROCESS_GONE, "Process 42 ended while it was read.").with("pid", 42);

  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void isAProblemDocument() throws IOException {
    write(GONE, "/api/processes/42");
    assertThat(response.getStatus()).isEqualTo(410);
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(response.getContentAsString())
        .isEqualTo(
            """
            {"type":"urn:vmascope:problem:process-gone","title":"Process gone","status":410,\
            "detail":"Process 42 ended while it was read.","instance":"/api/processes/42","help":"/problems/process-gone",\
            "pid":42}
            """);
    assertThat(response.getContentLength()).isEqualTo(response.getContentAsByteArray().length);
  }

  @ParameterizedTest
  @EnumSource
  void saysInAHeaderWhenToTryAgainExactlyIfTheDocumentDoes(ProblemCode code) throws IOException {
    write(Problem.of(code, "What happened."), "/api");
    assertThat(response.getStatus()).isEqualTo(code.status());
    assertThat(response.getHeader("Retry-After")).isEqualTo(code.status() == 503 ? "1" : null);
  }

  @Test
  void takesTheTimeToTryAgainFromTheProblem() throws IOException {
    write(Problem.of(ProblemCode.NOT_READY, "Not yet.").with("retryAfterSeconds", 30), "/api");
    assertThat(response.getHeader("Retry-After")).isEqualTo("30");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/\u001b[2Jx",
        "/api/a\r\nSet-Cookie: x=y",
        "/api/\u202egnp.exe",
        "/api/\"},{\"status\":200",
        "/api/日本語",
        "/api/\0"
      })
  void echoesNothingRawOfAHostilePath(String path) throws IOException {
    write(GONE, path);
    assertThat(response.getContentAsString()).matches("[ -~]+\n");
    assertThat(document().get("instance").asString()).matches("/api/[!-~]+").hasSize(path.length());
    assertThat(document().get("status").intValue()).isEqualTo(410);
    assertThat(response.getHeader("Set-Cookie")).isNull();
  }

  @Test
  void echoesNothingRawWhateverAStrangerSends() throws IOException {
    for (RawText name : HostileNames.ALL) {
      MockHttpServletResponse answer = new MockHttpServletResponse();
      write(GONE, "/api/" + name.text(), answer);
      assertThat(answer.getContentAsString()).matches("[ -~]+\n").doesNotContain("<", ">");
      JsonNode document = JsonMapper.shared().readTree(answer.getContentAsByteArray());
      assertThat(document.propertyNames())
          .containsExactly("type", "title", "status", "detail", "instance", "help", "pid");
      assertThat(document.path("instance").asString()).matches("/api/[!-~]*");
      assertThat(answer.getHeaderNames())
          .containsExactlyInAnyOrder("Content-Type", "Content-Length", "Cache-Control");
    }
  }

  @Test
  void cutsALongPath() throws IOException {
    write(GONE, "/api/" + "a".repeat(10_000));
    assertThat(document().get("instance").asString()).hasSize(200);
  }

  @Test
  void replacesWhatWasBegun() throws IOException {
    response.setContentType("text/csv");
    response.getOutputStream().print("pid,name\r\n");
    write(GONE, "/api");
    assertThat(response.getContentAsString()).startsWith("{").doesNotContain("pid,name");
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
  }

  @Test
  void keepsOutOfAnAnswerThatIsUnderWay() throws IOException {
    response.getOutputStream().print("pid,name\r\n");
    response.flushBuffer();
    write(GONE, "/api");
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentAsString()).isEqualTo("pid,name\r\n");
  }

  private void write(Problem problem, String path) throws IOException {
    write(problem, path, response);
  }

  private static void write(Problem problem, String path, MockHttpServletResponse response)
      throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRequestURI(path);
    new ProblemWriter(JsonMapper.shared()).write(problem, request, response);
  }

  private JsonNode document() {
    return JsonMapper.shared().readTree(response.getContentAsByteArray());
  }
}
