package dev.vmascope.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

/// Query parameters as records, as Spring would have bound them.
class QueryRecordResolverTest {
  private final QueryRecordResolver resolver = new QueryRecordResolver();
  private final MockHttpServletRequest request = new MockHttpServletRequest();

  record Query(
      @Nullable String word,
      @ArraySchema(schema = @Schema(allowableValues = {"heap", "stack"}))
          @Nullable List<String> words) {}

  @SuppressWarnings("unused")
  void operation(@ParameterObject Query query, Query another, @ParameterObject String plain) {}

  private static MethodParameter parameter(int index) {
    for (Method method : QueryRecordResolverTest.class.getDeclaredMethods()) {
      if (method.getName().equals("operation")) {
        return new MethodParameter(method, index);
      }
    }
    throw new AssertionError("there is an operation");
  }

  private Object query() {
    return resolver.resolveArgument(parameter(0), null, new ServletWebRequest(request), null);
  }

  @Test
  void isForRecordsOfParameters() {
    assertThat(resolver.supportsParameter(parameter(0))).isTrue();
    assertThat(resolver.supportsParameter(parameter(1))).isFalse();
    assertThat(resolver.supportsParameter(parameter(2))).isFalse();
  }

  @Test
  void leavesOutWhatWasNotSent() {
    assertThat(query()).isEqualTo(new Query(null, null));
  }

  @Test
  void takesSeveralValuesOrOneWithCommas() {
    request.addParameter("words", "heap", "stack");
    assertThat(query()).isEqualTo(new Query(null, List.of("heap", "stack")));
    request.setParameter("words", "heap,stack");
    assertThat(query()).isEqualTo(new Query(null, List.of("heap", "stack")));
    request.setParameter("words", "a,b", "c");
    assertThat(query()).isEqualTo(new Query(null, List.of("a,b", "c")));
  }

  @Test
  void refusesMoreValuesThanThereAreWords() {
    for (String[] sent : new String[][] {{"heap", "stack", "heap"}, {"heap,stack,heap"}}) {
      request.setParameter("words", sent);
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(this::query)
          .satisfies(refused ->
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_PARAMETER));
    }
  }

  @Test
  void doesNotHideThatOneParameterWasSentTwice() {
    request.addParameter("word", "1", "2");
    assertThat(query()).isEqualTo(new Query("1,2", null));
    request.setParameter("word", "");
    assertThat(query()).isEqualTo(new Query("", null));
  }
}
