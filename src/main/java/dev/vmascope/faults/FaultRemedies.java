package dev.vmascope.faults;

import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.kernellog.history.LogAccess;
import dev.vmascope.kernellog.history.LoggedFault;
import dev.vmascope.procfs.call.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The `unavailable` entries of faults.
final class FaultRemedies {
  /// The facts about faults that no kernel log contains.
  static final List<String> NEVER_LOGGED =
      List.of(
          "The kernel logs a fault only if the thread has no handler for the signal, and if nobody traces it. So"
              + " it logs none of most JVM and Go programs.",
          "Without kernel.print-fatal-signals it never logs SIGBUS from a page fault, signals that a program"
              + " sends, or abort().",
          "It logs at most about ten faults in five seconds, and later the number of those that it left out: see"
              + " suppressed.",
          "Name and tid are those of the thread, in the first pid namespace; the process may have others.");

  private static final String CAPABILITY =
      "run vmascope with CAP_SYSLOG and access to /dev/kmsg (with Docker: --cap-add SYSLOG --device /dev/kmsg; in the chart:"
          + " kernelLog.enabled and kernelLog.deviceResource; as a unit of systemd: see the comments of vmascope.service), or"
          + " set kernel.dmesg_restrict=0";
  private static final String CONTAINER =
      "in a container without access to the device the kernel refuses too, and a mount is not enough";

  private FaultRemedies() {}

  /// The reasons why the kernel's log is not read; empty if it is.
  static List<UnavailableField> of(LogAccess access) {
    return switch (access) {
      case LogAccess.Open _ -> List.of();
      case LogAccess.SwitchedOff _ ->
          List.of(
              new UnavailableField(
                  "faults", "skipped", "start vmascope with vmascope.kernel-log.enabled=true"));
      case LogAccess.Unknown _ ->
          List.of(new UnavailableField("faults", "timed-out", "try again in a second"));
      case LogAccess.Denied(Errno errno) ->
          List.of(
              new UnavailableField(
                  "faults",
                  "denied",
                  errno == Errno.EPERM ? CAPABILITY + "; " + CONTAINER : CAPABILITY));
      case LogAccess.Missing _ ->
          List.of(
              new UnavailableField(
                  "faults",
                  "unsupported",
                  "needs /dev/kmsg: give it to the container (with Docker: --device /dev/kmsg; in the chart: kernelLog.deviceResource,"
                      + " the resource of a device plugin), or use a kernel with CONFIG_PRINTK"));
    };
  }

  /// The fields that are absent in some of the faults.
  static List<UnavailableField> absent(List<LoggedFault> faults, boolean addresses) {
    List<UnavailableField> absent = new ArrayList<>();
    if (views(faults, addresses)
        .anyMatch(fault -> fault.cause() != null && fault.siCode() == null)) {
      absent.add(
          new UnavailableField(
              "faults[].siCode",
              "unsupported",
              "nothing to be done: the kernel does not log it, and the protection bit of errorCode does not"
                  + " distinguish SEGV_MAPERR from SEGV_ACCERR"));
    }
    if (views(faults, addresses).anyMatch(fault -> fault.pid() == null)) {
      absent.add(
          new UnavailableField(
              "faults[].pid", "unsupported", "see tid: the kernel logs only the id of the thread"));
    }
    if (!addresses) {
      absent.addAll(
          Remedies.hidden(
              "faults[].address",
              "faults[].ip",
              "faults[].sp",
              "faults[].object.start",
              "faults[].code",
              "faults[].line"));
    }
    return absent;
  }

  /// The views of the faults, made one at a time: all of them together would be large.
  private static Stream<FaultView> views(List<LoggedFault> faults, boolean addresses) {
    return AnswerWork.over(faults).map(fault -> FaultView.of(fault, addresses));
  }

  /// The entry for pasted faults that exceed the limit; empty if all are explained.
  static List<UnavailableField> notExplained(int faults) {
    return faults == 0
        ? List.of()
        : List.of(
            new UnavailableField(
                "faults[]",
                "partial",
                faults + " more faults precede these: send fewer lines at a time"));
  }
}
