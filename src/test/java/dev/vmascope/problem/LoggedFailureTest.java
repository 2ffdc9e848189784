package dev.vmascope.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.LoggedFailure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/// What is logged of a failure that quotes a stranger.
@ExtendWith(OutputCaptureExtension.class)
class LoggedFailureTest {
  private static final String UNSEEN = "(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*";

  @Test
  void isALineThatIsSeen(CapturedOutput log) throws IOException {
    ProblemAdvice advice = new ProblemAdvice(new ProblemWriter(JsonMapper.shared()));
    for (KernelText name : HostileNames.ALL) {
      advice.handle(
          new IllegalStateException(name.text(), new IOException("caused by " + name.text())),
          new MockHttpServletRequest(),
          new MockHttpServletResponse());
    }
    List<String> lines = List.of(log.getOut().split("\n"));
    assertThat(lines).filteredOn(line -> line.contains("Internal error")).hasSameSizeAs(lines);
    assertThat(lines)
        .hasSameSizeAs(HostileNames.ALL)
        .allMatch(line -> line.contains("IllegalStateException") && line.contains("IOException"))
        .noneMatch(line -> line.matches(UNSEEN));
  }

  @Test
  void saysWhatHappenedAndWhere() {
    assertThat(LoggedFailure.line(new IllegalStateException("no\nroom", new IOException())))
        .startsWith("java.lang.IllegalStateException: no\ufffdroom at dev.vmascope.problem.Logged")
        .contains(" caused by java.io.IOException at ");
  }

  @Test
  void endsWhereCausesGoRound() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.initCause(second);
    assertThat(LoggedFailure.line(first)).contains("first", "second").hasSizeLessThan(100_000);
  }
}
