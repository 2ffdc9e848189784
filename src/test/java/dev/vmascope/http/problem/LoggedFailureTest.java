package dev.vmascope.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vmascope.HostileNames;
import dev.vmascope.mapping.text.FailureLine;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/// What is logged of a failure that quotes a stranger.
@ExtendWith(OutputCaptureExtension.class)
class LoggedFailureTest {
  private static final String UNSEEN = "(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*";

  /// Other threads may log meanwhile, so lines are counted that are of failures; that none has been
  /// broken in two is seen from the events.
  @Test
  void isALineThatIsSeen(CapturedOutput log) throws IOException {
    ProblemAdvice advice = new ProblemAdvice(new ProblemWriter(JsonMapper.shared()));
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(ProblemAdvice.class);
    logger.addAppender(events);
    events.start();
    try {
      for (RawText name : HostileNames.ALL) {
        advice.handle(
            new IllegalStateException(name.text(), new IOException("caused by " + name.text())),
            new MockHttpServletRequest(),
            new MockHttpServletResponse());
      }
    } finally {
      logger.detachAppender(events);
    }
    List<String> lines =
        Arrays.stream(log.getOut().split("\n"))
            .filter(line -> line.contains("Internal error"))
            .toList();
    assertThat(lines)
        .hasSameSizeAs(HostileNames.ALL)
        .allMatch(line -> line.contains("IllegalStateException") && line.contains("IOException"))
        .noneMatch(line -> line.matches(UNSEEN));
    assertThat(events.list).hasSameSizeAs(HostileNames.ALL);
    assertThat(events.list)
        .allSatisfy(event -> {
          assertThat(event.getThrowableProxy()).isNull();
          assertThat(event.getFormattedMessage())
              .contains("Internal error", "IllegalStateException", "IOException")
              .doesNotMatch(UNSEEN);
        });
  }

  @Test
  void saysWhatHappenedAndWhere() {
    assertThat(FailureLine.line(new IllegalStateException("no\nroom", new IOException())))
        .startsWith(
            "java.lang.IllegalStateException: no\ufffdroom at dev.vmascope.http.problem.Logged")
        .contains(" caused by java.io.IOException at ");
  }

  @Test
  void endsWhereCausesGoRound() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.initCause(second);
    assertThat(FailureLine.line(first)).contains("first", "second").hasSizeLessThan(100_000);
  }
}
