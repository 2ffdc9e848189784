package dev.vmascope.kernellog.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.kernellog.KernelEvent;
import dev.vmascope.kernellog.KernelLogCorpusTest;
import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.Trap;
import dev.vmascope.kernellog.TrapKind;
import dev.vmascope.kernellog.history.LoggedFault;
import dev.vmascope.kernellog.history.PastedLog;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tools put before the messages of the kernel, and codes of text: nothing of a message is
/// lost over them, and nothing of them gets into it.
class PastedLineTest {
  private static final long SEED = 20_261_128L;

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

  private static String hex(Random random, int bits) {
    return Long.toHexString(random.nextLong() >>> (64 - bits));
  }

  /// Lines in the forms of kernels, with numbers at random.
  private static List<String> lines(int count) {
    Random random = new Random(SEED);
    List<String> names = List.of("java", "sh", "nginx", "kworker/0:1", "tokio-runtime-w", "a");
    return IntStream.range(0, count)
        .mapToObj(i -> line(i, names.get(i % names.size()), 1 + random.nextInt(4_000_000), random))
        .toList();
  }

  private static String line(int form, String name, int id, Random random) {
    String ip = hex(random, 47);
    String sp = "7ff" + hex(random, 36);
    String file = " in lib%s.so[%s,%s+1000]".formatted(hex(random, 12), hex(random, 16), ip);
    String who = name + "[" + id + "]";
    String sizes =
        " total-vm:%dkB, anon-rss:%dkB, file-rss:4kB, shmem-rss:0kB, UID:0 pgtables:8kB oom_score_adj:0"
            .formatted(random.nextInt(1 << 20), random.nextInt(1 << 20));
    return switch (form % 20) {
      case 0 ->
          "%s: segfault at %s ip %016x sp %s error 4%s"
              .formatted(who, hex(random, 47), id, sp, file);
      case 1 -> who + ": segfault at 0 ip           (null) sp 0000" + sp + " error 14";
      case 2 -> who + ": segfault at 361 rip " + ip + " rsp " + sp + " error 6";
      case 3 -> who + ": segfault at fffffffc ip b7f0a6de sp bfa1697c error 4" + file;
      case 4 ->
          "traps: " + who + " general protection fault ip:" + ip + " sp:" + sp + " error:0" + file;
      case 5 -> who + " trap divide error rip:" + ip + " rsp:" + sp + " error:0";
      case 6 -> "traps: " + who + " trap int3 ip:" + ip + " sp:" + sp + " error:0" + file;
      case 7 ->
          who
              + " misaligned vsyscall (exploit attempt or buggy program) ip:"
              + ip
              + " cs:33 sp:"
              + sp
              + " ax:0 si:0 di:0";
      case 8 ->
          who
              + " vsyscall attempted with vsyscall=none ip:"
              + ip
              + " cs:33 sp:"
              + sp
              + " ax:0 si:0 di:0";
      case 9 ->
          who
              + " bad frame in rt_sigreturn frame:"
              + sp
              + " ip:"
              + ip
              + " sp:"
              + sp
              + " orax:ffffffffffffffff"
              + file;
      case 10 ->
          who
              + ": unhandled level 2 translation fault (11) at 0x"
              + hex(random, 40)
              + ", esr 0x92000006";
      case 11 ->
          who
              + ": unhandled exception: DABT (lower EL), ESR 0x0000000092000051, synchronous tag check fault"
              + file;
      case 12 -> who + ": undefined instruction: pc=0000" + ip;
      case 13 -> "Out of memory: Killed process " + id + " (" + name + ")" + sizes;
      case 14 ->
          "Memory cgroup out of memory: Kill process "
              + id
              + " ("
              + name
              + ") score 9 or sacrifice child";
      case 15 ->
          "Killed process "
              + id
              + ", UID 7, ("
              + name
              + ") total-vm:1kB, anon-rss:1kB, file-rss:1kB";
      case 16 -> "Out of Memory: Killed process " + id + " (" + name + ").";
      case 17 ->
          "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task="
              + name
              + ",pid="
              + id
              + ",uid=0";
      case 18 ->
          "Memory cgroup out of memory: OOM victim "
              + id
              + " ("
              + name
              + ") is already exiting. Skip killing the task";
      default -> "show_signal_msg: " + id + " callbacks suppressed";
    };
  }

  private static PastedLog parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return PastedLog.parse(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static List<KernelEvent> events(PastedLog log) {
    return log.faults().stream().map(LoggedFault::event).toList();
  }

  private static void same(String prefix) {
    for (String line : lines(200)) {
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
