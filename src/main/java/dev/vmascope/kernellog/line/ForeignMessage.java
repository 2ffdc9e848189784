package dev.vmascope.kernellog.line;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A message about a crash that is not the kernel's message about a program. It comes with advice
/// on where the kernel's own message is.
///
/// @param line the number of its line in a text, counted from 1
/// @param advice an explanation of the message, and the one to send instead: a sentence
public record ForeignMessage(int line, String advice) {
  /// A kind of such messages.
  private record Form(Pattern pattern, String advice) {}

  private static final Pattern JAVA =
      Pattern.compile(
          "SIG(?:SEGV|BUS|ILL|FPE) \\(0x[0-9a-f]{1,4}\\) at pc=0x|siginfo: si_signo: ?\\d"
              + "|A fatal error has been detected by the Java Runtime Environment");
  private static final Pattern GO =
      Pattern.compile("\\[signal SIG[A-Z]{2,8}: |SIGSEGV: segmentation violation");
  private static final Pattern CORE_DUMP =
      Pattern.compile(
          "Process \\d{1,10} \\(.{1,64}\\) of user \\d{1,10} (?:dumped core|terminated)");
  private static final Pattern KERNEL =
      Pattern.compile(
          "BUG: (?:kernel NULL pointer|unable to handle)|Unable to handle kernel |Oops: |Internal error: "
              + "|general protection fault, |Kernel panic");
  private static final Pattern SIGNAL = Pattern.compile("potentially unexpected fatal signal \\d");
  private static final Pattern SHELL =
      Pattern.compile(
          "(?i)(?:segmentation fault|bus error|illegal instruction|floating point exception)"
              + "|exit(?:ed)?(?: with)? (?:code|status):? 139\\b");
  private static final Pattern KILLED =
      Pattern.compile("OOMKilled|exit(?:ed)?(?: with)? (?:code|status):? 137\\b|^Killed$");

  private static final List<Form> FORMS =
      List.of(
          new Form(
              JAVA,
              "is from the report of a Java virtual machine, which handles such signals itself, so the kernel"
                  + " logs none. The report has everything: the code below «Problematic frame», the address as"
                  + " si_addr after «siginfo»"),
          new Form(
              GO,
              "is from a Go program, which handles such signals itself, so the kernel logs none. The trace below"
                  + " it names the place"),
          new Form(
              CORE_DUMP,
              "is from systemd-coredump. coredumpctl info shows the stack; the line of the kernel is just before"
                  + " it, in journalctl -k"),
          new Form(
              KERNEL,
              "is about a fault of the kernel itself; only faults of programs are explained here"),
          new Form(
              SIGNAL,
              "does not name the thread: send it with the lines behind it, CPU: … PID: … Comm: … and RIP:"),
          new Form(
              SHELL,
              "is from a shell or a supervisor, which knows only the signal. The line of the kernel has the"
                  + " address: dmesg | grep -E 'segfault|traps:', or journalctl -k"),
          new Form(
              KILLED,
              "says that a process was killed, but not why. The line of the kernel does: dmesg | grep -E"
                  + " 'oom-kill:|Killed process', or journalctl -k"));

  /// The first such message in a text; empty if there is none.
  ///
  /// @param text one character per byte
  public static Optional<ForeignMessage> in(String text) {
    List<String> lines = PastedText.lines(text).toList();
    for (Form form : FORMS) {
      for (int i = 0; i < lines.size(); i++) {
        if (form.pattern().matcher(lines.get(i)).find()) {
          return Optional.of(
              new ForeignMessage(i + 1, "Line " + (i + 1) + " " + form.advice() + "."));
        }
      }
    }
    return Optional.empty();
  }
}
