package dev.vmascope.kernellog.line;

import static dev.vmascope.kernellog.line.PastedEvents.events;
import static dev.vmascope.kernellog.line.PastedEvents.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.kernellog.history.PastedLog;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What tools put before the messages of the kernel: nothing of a message is lost over it, and
/// nothing of it gets into the message.
class PastedLineTest {
  private static final String SEGFAULT =
      "crash[31898]: segfault at 10 ip 0000557808ab42b5 sp 00007fff01272710 error 4";

  /// With a mark of the kernel, behind which all is the message.
  static final List<String> MARKED =
      List.of(
          "[12034.262815] ",
          "[    0.000001] ",
          "[12034.262815][T31898] ",
          "[12034.262815][    C3] ",
          "[12034.262815 <    0.000016>] ",
          "[  +0.000016] ",
          "[Nov25 21:28] ",
          "[Wed Nov 25 21:28:53 2026] ",
          "[mer. nov. 25 21:28:53 2026] ",
          "[\u661f\u671f\u4e09 11\u6708 25 21:28:53 2026] ",
          "2026-11-25T21:28:53,262815+00:00 ",
          "<6>[12034.262815] ",
          "<6>",
          "kern  :info  : [12034.262815] ",
          "kern  :warn  : ",
          "kernel: ",
          "kernel:[12034.262815] ",
          "Nov 25 21:28:53 kernel: ",
          "Nov 25 21:28:53 node7 kernel: ",
          "Nov 25 21:28:53 node7 kernel: [12034.262815] ",
          "Nov  5 21:28:53 node7.example.net kernel[0]: ",
          "Nov 5 21:28:53 [redacted] kernel: ",
          "25. Nov 21:28:53 ##host## kernel: ",
          "2026-11-25T21:28:53+0000 node7 kernel: ",
          "2026-11-25T21:28:53.262815+00:00 node7 kernel: [12034.262815] ",
          "2026-11-25 21:28:53 node7 kernel: ",
          "Wed 2026-11-25 21:28:53 UTC node7 kernel: ",
          "Wed 2026-11-25 21:28:53.262815 CEST node7 kernel: ",
          "1764106133.262815 node7 kernel: ",
          "[12034.262815] node7 kernel: ",
          "[12034.262815] node7.example.net kernel: ",
          "Mon Apr 12 18:29:48 2026 kern.err kernel: [  268.100002] ",
          "2026-11-25T21:28:53.262815+02:00 node7 kernel - - - ",
          "<4>1 2026-11-25T21:28:53.262815+02:00 node7 kernel - - - [12034.262815] ",
          "/var/log/kern.log.1:Nov 25 21:28:53 node7 kernel: [12034.262815] ",
          "kern.log-1713:[12034.262815] ",
          "[12034.262815] c0   1234 ",
          "[12034.262815] (0)[848:ndroid.systemui]",
          "> [12034.262815] ",
          ">> Nov 25 21:28:53 node7 kernel: ");

  /// Without one, so that a name must be told from what precedes it.
  static final List<String> OTHERS =
      List.of(
          "",
          "> ",
          "| ",
          "MESSAGE=",
          "node7 | 21:28:53 | ",
          "Warning  Fault  74s  kernel-monitor  ");

  static List<String> marked() {
    return MARKED;
  }

  static List<String> others() {
    return OTHERS;
  }

  private static void same(String prefix) {
    for (String line : RandomLines.of(200)) {
      PastedLog bare = parse(line);
      PastedLog pasted = parse(prefix + line);
      assertThat(bare.notUnderstood()).as(line).isEmpty();
      assertThat(pasted.notUnderstood()).as(prefix + line).isEmpty();
      assertThat(events(pasted)).as(prefix + line).isEqualTo(events(bare));
      assertThat(pasted.suppressed()).isEqualTo(bare.suppressed());
    }
  }

  @ParameterizedTest
  @MethodSource("marked")
  void whatStandsBeforeAMessageChangesNothingOfIt(String prefix) {
    same(prefix);
  }

  @ParameterizedTest
  @MethodSource("others")
  void norDoesWhatHasNoMark(String prefix) {
    same(prefix);
  }

  /// What belongs to a fault in lines of its own comes behind the same.
  @ParameterizedTest
  @MethodSource("marked")
  void codeAndRegistersAreNotLost(String prefix) {
    PastedLog x86 = parse(prefix + SEGFAULT + "\n" + prefix + "Code: 00 <8b> 00\n");
    PastedLog arm =
        parse(
            "%1$sgrid[7]: unhandled level 2 translation fault (11) at 0x28, esr 0x92000006\n%1$spc : 401000\n%1$ssp : 7ff0\n"
                .formatted(prefix));
    assertThat(x86.notUnderstood()).isEmpty();
    assertThat(events(x86)).first().extracting("bytes").asString().contains("<8b>");
    assertThat(arm.notUnderstood()).isEmpty();
    assertThat(events(arm))
        .first()
        .asString()
        .contains("ip=OptionalLong[4198400]", "sp=OptionalLong[32752]");
  }

  @ParameterizedTest
  @MethodSource("marked")
  void behindAMarkTheKernelsOwnTextIsNotSearched(String prefix) {
    String quoted = prefix + "overlayfs: unrecognized mount option \"x: " + SEGFAULT;
    assertThat(events(parse(quoted))).isEmpty();
  }
}
