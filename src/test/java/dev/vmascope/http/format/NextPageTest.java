package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class NextPageTest {
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  private static MockHttpServletRequest asking(String query) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/processes");
    request.setQueryString(query);
    return request;
  }

  @Test
  void isTheSameRequestWithAnotherCursor() {
    NextPage.link(asking("name=a%20b&after=x&limit=1"), response, "y");
    assertThat(response.getHeader("Link")).isEqualTo("<?name=a%20b&limit=1&after=y>; rel=\"next\"");
  }

  /// A server whose headers have no more room answers with none of them.
  @Test
  void thatIsTooLongForAHeaderIsRefusedBeforeAnythingIsWritten() {
    NextPage.link(asking("name=" + "a".repeat(4_000)), response, "y");
    assertThat(response.getHeader("Link")).hasSizeBetween(4_000, 4_096);
    MockHttpServletResponse none = new MockHttpServletResponse();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> NextPage.link(asking("name=" + "a".repeat(4_100)), none, "y"))
        .satisfies(refused ->
            assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_PARAMETER));
    assertThat(none.getHeader("Link")).isNull();
  }
}
