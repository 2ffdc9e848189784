package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.http.problem.ProblemException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Records that operations return, in the format that was asked for.
class ResponseWriterTest {
  private final ResponseWriter writer =
      new ResponseWriter(Animal.json(), new RowWriters(Animal.json()));
  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/herd");
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  public record Herd(
      int keeper,
      @Nullable String next,
      @Rows("An animal") List<Animal> animals,
      Animal.Size capture) {}

  /// Operations, each with its return value.
  public static class Operations {
    @FormattedResponse(value = "The herd", stamped = true)
    public Herd herd() {
      return new Herd(
          42, "eel", List.of(Animal.named("worm"), Animal.named("eel")), new Animal.Size(1, null));
    }

    @FormattedResponse("The herd")
    public Herd failing() {
      List<Animal> animals =
          AnswerWork.rows(
              List.of(1),
              _ -> {
                throw new IllegalStateException("no such animal");
              });
      return new Herd(42, null, animals, new Animal.Size(1, null));
    }

    @FormattedResponse("The animal")
    public Animal animal() {
      return Animal.named("worm");
    }

    public Animal plain() {
      return Animal.named("worm");
    }
  }

  private HandlerMethod operation(String name) {
    try {
      return new HandlerMethod(new Operations(), name);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private String answer(String name, Record returned) throws IOException {
    HandlerMethod operation = operation(name);
    writer.preHandle(request, response, operation);
    assertThat(writer.supportsReturnType(operation.getReturnType())).isTrue();
    ModelAndViewContainer container = new ModelAndViewContainer();
    writer.handleReturnValue(
        returned, operation.getReturnType(), container, new ServletWebRequest(request, response));
    assertThat(container.isRequestHandled()).isTrue();
    return content();
  }

  private String content() throws UnsupportedEncodingException {
    return response.getContentAsString();
  }

  @Test
  void hasRowsInTheirPlaceInJson() throws IOException {
    assertThat(answer("herd", new Operations().herd()))
        .isEqualTo(
            """
            {"keeper":42,"next":"eel","animals":[{"name":"worm","bodyBytes":1536},{"name":"eel","bodyBytes":1536}],\
            "capture":{"bodyBytes":1}}
            """);
    assertThat(response.getHeader("Vmascope-Capture")).isNull();
    assertThat(response.getHeader("Link")).isNull();
  }

  @Test
  void hasRowsInLinesOfTheirOwnInNdjson() throws IOException {
    request.setParameter("format", "ndjson");
    assertThat(answer("herd", new Operations().herd()))
        .isEqualTo(
            """
            {"name":"worm","bodyBytes":1536}
            {"name":"eel","bodyBytes":1536}
            {"keeper":42,"next":"eel","capture":{"bodyBytes":1}}
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "table"})
  void hasNothingButRowsElsewhereAndTheRestInHeaders(String format) throws IOException {
    request.setParameter("format", format);
    request.setQueryString("format=" + format);
    assertThat(answer("herd", new Operations().herd())).contains("worm").doesNotContain("42");
    assertThat(response.getHeader("Vmascope-Capture")).isEqualTo("{\"bodyBytes\":1}");
    assertThat(response.getHeader("Link"))
        .isEqualTo("<?format=" + format + "&after=eel>; rel=\"next\"");
  }

  @Test
  void isATableOfFieldsWithoutRows() throws IOException {
    request.setParameter("format", "table");
    assertThat(answer("animal", Animal.named("worm"))).isEqualTo("name  worm\nbody  1.5 KiB\n");
  }

  @ParameterizedTest
  @CsvSource({"animal, csv", "animal, ndjson", "herd, text", "herd, xml"})
  void refusesOtherFormatsBeforeTheOperationBegins(String operation, String format) {
    request.setParameter("format", format);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> writer.preHandle(request, response, operation(operation)));
  }

  @Test
  void sendsNothingOfARowThatFails() throws IOException {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> answer("failing", new Operations().failing()))
        .withMessage("no such animal");
    assertThat(content()).isEmpty();
    assertThat(response.isCommitted()).isFalse();
  }

  @Test
  void leavesOtherOperationsToTheFramework() {
    assertThat(writer.supportsReturnType(operation("plain").getReturnType())).isFalse();
  }
}
