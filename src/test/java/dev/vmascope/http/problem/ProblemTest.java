package dev.vmascope.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A problem and its document.
class ProblemTest {
  @ParameterizedTest
  @EnumSource
  void hasTheMembersOfRfc9457(ProblemCode code) {
    Map<String, Object> document = Problem.of(code, "What happened.").document("/vma", "/api");
    assertThat(document)
        .containsEntry("type", "urn:vmascope:problem:" + code)
        .containsEntry("title", code.title())
        .containsEntry("status", code.status())
        .containsEntry("detail", "What happened.")
        .containsEntry("instance", "/api")
        .containsEntry("help", "/vma/problems/" + code);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhenToTryAgainExactlyIfItIsUnavailable(ProblemCode code) {
    Map<String, Object> document = Problem.of(code, "").document("/vma", "/");
    if (code.status() == 503) {
      assertThat(document).containsEntry("retryAfterSeconds", 1);
    } else {
      assertThat(document).doesNotContainKey("retryAfterSeconds");
    }
  }

  @Test
  void keepsFurtherMembersInOrderBehindTheOthers() {
    Map<String, Object> document =
        Problem.of(ProblemCode.PROCESS_GONE, "It ended.")
            .with("pid", 42)
            .with("errno", "ESRCH")
            .document("/vma", "/api/processes/42");
    assertThat(document.keySet())
        .containsExactly("type", "title", "status", "detail", "instance", "help", "pid", "errno");
  }

  @Test
  void isNotChangedByAFurtherMember() {
    Problem problem = Problem.of(ProblemCode.NOT_FOUND, "Nothing here.");
    Problem more = problem.with("pid", 42);
    assertThat(problem.members()).isEmpty();
    assertThat(more.members()).isEqualTo(Map.of("pid", 42));
  }

  @Test
  void copiesItsMembers() {
    Map<String, Object> members = new LinkedHashMap<>(Map.of("known", List.of("pid")));
    Problem problem = new Problem(ProblemCode.INVALID_PARAMETER, "Unknown.", members);
    members.clear();
    assertThat(problem.members()).containsOnlyKeys("known");
  }

  @Test
  void travelsInItsException() {
    Problem problem = Problem.of(ProblemCode.NOT_FOUND, "Nothing here.");
    assertThat(problem.exception()).hasMessage("Nothing here.");
    assertThat(problem.exception().problem()).isSameAs(problem);
  }
}
