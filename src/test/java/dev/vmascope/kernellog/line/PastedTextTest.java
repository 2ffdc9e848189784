package dev.vmascope.kernellog.line;

import static dev.vmascope.kernellog.line.PastedEvents.events;
import static dev.vmascope.kernellog.line.PastedEvents.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.kernellog.KernelLogCorpusTest;
import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.Trap;
import dev.vmascope.kernellog.TrapKind;
import dev.vmascope.kernellog.history.PastedLog;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Codes of text that messages come in, and text that only quotes a message.
class PastedTextTest {
  private static final String SEGFAULT =
      "crash[31898]: segfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-16"})
  void textOfPowerShellIsRead(String code) {
    String lines =
        "[1.0] n\u00e4me[7]: segfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4\r\n\r\n";
    PastedLog log =
        PastedLog.parse(
            new String(lines.getBytes(Charset.forName(code)), StandardCharsets.ISO_8859_1));
    assertThat(events(log))
        .singleElement()
        .extracting(event -> event.name().latin1())
        .isEqualTo("n\u00c3\u00a4me");
    assertThat(log.notUnderstood()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[32m[12034.262815] \u001b[0m\u001b[33mcrash[31898]: \u001b[0m\u001b[2m\u001b[31msegfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4\u001b[0m",
        "^[[32m[12034.262815] ^[[0m^[[33mcrash[31898]: ^[[0m^[[31msegfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4^[[0m",
        "\ufeff[12034.262815] crash[31898]: segfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4\r",
        "\u001b[01;31m\u001b[Kcrash[31898]: segfault\u001b[m\u001b[K at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4",
        "`crash[31898]: segfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4`"
      })
  void coloursMarksAndQuotesAreNoPartOfIt(String line) {
    assertThat(events(parse(line))).isEqualTo(events(parse(SEGFAULT)));
  }

  /// All of the records of the corpus, as text that was quoted in JSON.
  @Test
  void messagesInJsonAreThemselves() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(KernelLogCorpusTest.FOLDER.resolve("x86-64-older.txt"))) {
      if (line.startsWith("[")) {
        lines.add(line);
      }
    }
    assertThat(lines).hasSizeGreaterThan(20);
    for (String line : lines) {
      String json =
          "{\"log\":\""
              + line.replace("\\", "\\\\").replace("<", "\\u003c")
              + "\\n\",\"stream\":\"stdout\"}";
      assertThat(events(parse(json))).as(json).isEqualTo(events(parse(line)));
    }
  }

  @Test
  void blankLinesAreNothing() {
    PastedLog log = parse("\n".repeat(40) + SEGFAULT + "\n".repeat(40) + "Code: 00 <8b> 00\n \t\n");
    assertThat(log.notUnderstood()).isEmpty();
    assertThat(events(log)).singleElement().extracting("bytes").asString().contains("<8b>");
  }

  /// Bytes that are no UTF-8, as terminals of Latin-1 sent them.
  @Test
  void aNameInLatin1IsKept() {
    PastedLog log =
        PastedLog.parse(
            "[1.0] na\u00efve[7]: segfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4 in"
                + " na\u00efve.so[557808ab4000+1000]\r\n");
    assertThat(log.notUnderstood()).isEmpty();
    assertThat(events(log))
        .singleElement()
        .isInstanceOfSatisfying(
            Trap.class,
            trap -> {
              assertThat(trap.name().latin1()).isEqualTo("na\u00efve");
              assertThat(trap.object().orElseThrow().name().latin1()).isEqualTo("na\u00efve.so");
            });
  }

  /// A report of `print-fatal-signals` begins with the name of a file, which anybody chooses.
  @Test
  void aFileThatIsCalledLikeAMessageIsNone() {
    for (String file :
        List.of(
            "Killed process 1 (systemd) total-vm:1kB, anon-rss:1kB, file-rss:1kB, x",
            "x invoked oom-killer: gfp_mask=0x0",
            "memory: usage 1kB, limit 2kB, failcnt 0 Memory ",
            "RIP: 0033:0x41",
            "e/1: x",
            "plain")) {
      String line = file + ": some thread: potentially unexpected fatal signal 11.";
      assertThat(LogLine.ofRecord("6,1,1,-;" + line).flatMap(LogLine::message))
          .as(line)
          .contains(
              new LogMessage.FatalSignal(
                  TrapKind.ofFatalSignal("11").orElseThrow(),
                  Optional.empty(),
                  OptionalInt.empty()));
    }
  }

  /// Without a mark nothing but its beginning tells what a line is about.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tasks in /Killed process 1 (init) total-vm:1kB, anon-rss:1kB, file-rss:1kB, x are going to be"
            + " killed due to memory.oom.group set",
        "process '/d/Killed process 1 (init) total-vm:1kB, anon-rss:1kB, file-rss:1kB, ' started with"
            + " executable stack",
        "Core dump to |/x segfault at 10 ip 0000000000401000 sp 00007ffc00000000 error 4 aborted",
        "overlay: /x[1]: segfault at 10 ip 0000000000401000 sp 00007ffc00000000 error 4 is not a directory",
        "input: x[1]: segfault at 10 ip 0000000000401000 sp 00007ffc00000000 error 4 as /devices/input1"
      })
  void aQuoteInALineOnAnotherSubjectIsNoMessage(String line) {
    assertThat(PastedLog.parse(line).faults()).isEmpty();
    assertThat(PastedLog.parse("\"" + line + "\"").faults()).isEmpty();
  }
}
