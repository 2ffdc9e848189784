package dev.vmascope.kernellog.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vmascope.CountedText;
import dev.vmascope.kernellog.KernelEvent;
import dev.vmascope.kernellog.KernelLogCorpusTest;
import dev.vmascope.kernellog.history.PastedLog;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The work that 64 KiB of a log are, of whatever shape. It is counted, not timed: in bytes that
/// are allocated, as each pattern costs some that is tried on a line, and in reads of characters.
class PastedLogWorkTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Of any text, for each of its characters: a line of one character has those of two to spend.
  private static final long MOST_BYTES = 300;

  private static final long MOST_READS = 40;

  static List<Map.Entry<String, String>> shapes() {
    return List.copyOf(LogShapes.all().entrySet());
  }

  private static long allocated(String text) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    PastedLog log = PastedLog.parse(text);
    long after = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(log.notUnderstood()).hasSizeLessThanOrEqualTo(PastedLog.MOST_LINES);
    return after - before;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void fewPatternsAreTriedOnALine(Map.Entry<String, String> shape) {
    String text = shape.getValue();
    allocated(text.substring(0, text.length() / 16));
    assertThat(allocated(text) / text.length()).isLessThan(MOST_BYTES);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void wordsAreFoundInOneSearch(Map.Entry<String, String> shape) {
    for (String part : shape.getValue().substring(0, 1 << 14).lines().toList()) {
      CountedText line = new CountedText(part, Long.MAX_VALUE);
      assertThat(KernelWords.in(line)).isEqualTo(KernelWords.in(part));
      assertThat(line.reads()).isLessThan(MOST_READS * (part.length() + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[12:34",
        "[12:3412:34",
        "[1.0<      ",
        "kernel ",
        "kernel a b [",
        "<1>a",
        "a",
        ": "
      })
  void marksAreFoundInFewReads(String part) {
    CountedText line = new CountedText(part.repeat(160 / part.length()), Long.MAX_VALUE);
    LogMarks.end(line, 0, line.length());
    assertThat(line.reads()).isBetween(1L, MOST_READS * line.length());
  }

  /// A form is tried only where its phrases are: each must be one that the form asks for.
  @Test
  void noFormWantsForItsPhrases() throws Exception {
    long every = KernelPhrase.bits(KernelPhrase.values());
    int messages = 0;
    for (String line : KernelLogCorpusTest.everyLine()) {
      PastedLine pasted = PastedLine.of(line);
      assertThat(pasted.message())
          .as(line)
          .isEqualTo(LogDecoder.decode(pasted.line().text(), every))
          .isEqualTo(pasted.line().message());
      assertThat(
              pasted.mayBeginAnEvent() || !(pasted.message().orElse(null) instanceof KernelEvent))
          .as(line)
          .isTrue();
      messages += pasted.message().isPresent() ? 1 : 0;
    }
    assertThat(messages).isGreaterThan(200);
  }
}
