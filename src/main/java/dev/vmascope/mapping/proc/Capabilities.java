package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// A set of capabilities (`include/uapi/linux/capability.h`).
///
/// @param bits one for each, by number
public record Capabilities(long bits) {
  /// `CAP_IPC_LOCK`: to lock any amount of memory.
  public static final int IPC_LOCK = 14;

  /// `CAP_DAC_READ_SEARCH`: to read any file, and search any directory.
  public static final int DAC_READ_SEARCH = 2;

  /// `CAP_SYS_PTRACE`: to read the memory of any process, and the `/proc` files that describe it.
  public static final int SYS_PTRACE = 19;

  /// `CAP_PERFMON`: to watch how programs run; from Linux 6.15 on also to read their mappings.
  public static final int PERFMON = 38;

  private static final List<String> NAMES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_DAC_READ_SEARCH",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETPCAP",
          "CAP_LINUX_IMMUTABLE",
          "CAP_NET_BIND_SERVICE",
          "CAP_NET_BROADCAST",
          "CAP_NET_ADMIN",
          "CAP_NET_RAW",
          "CAP_IPC_LOCK",
          "CAP_IPC_OWNER",
          "CAP_SYS_MODULE",
          "CAP_SYS_RAWIO",
          "CAP_SYS_CHROOT",
          "CAP_SYS_PTRACE",
          "CAP_SYS_PACCT",
          "CAP_SYS_ADMIN",
          "CAP_SYS_BOOT",
          "CAP_SYS_NICE",
          "CAP_SYS_RESOURCE",
          "CAP_SYS_TIME",
          "CAP_SYS_TTY_CONFIG",
          "CAP_MKNOD",
          "CAP_LEASE",
          "CAP_AUDIT_WRITE",
          "CAP_AUDIT_CONTROL",
          "CAP_SETFCAP",
          "CAP_MAC_OVERRIDE",
          "CAP_MAC_ADMIN",
          "CAP_SYSLOG",
          "CAP_WAKE_ALARM",
          "CAP_BLOCK_SUSPEND",
          "CAP_AUDIT_READ",
          "CAP_PERFMON",
          "CAP_BPF",
          "CAP_CHECKPOINT_RESTORE");

  /// The effective capabilities of the first thread of a process (`CapEff` of
  /// `/proc/<pid>/status`).
  ///
  /// @throws MalformedException if there is no such line
  public static Capabilities effective(String status, String source) {
    String key = "\nCapEff:\t";
    int at = status.indexOf(key);
    int from = at + key.length();
    int end = at < 0 ? -1 : status.indexOf('\n', from);
    if (end < 0 || !status.substring(from, end).matches("[0-9a-f]{1,16}")) {
      throw new MalformedException(source, 1, 1, "a line 'CapEff:' with a mask", status);
    }
    return new Capabilities(Long.parseUnsignedLong(status.substring(from, end), 16));
  }

  /// Whether the set contains this capability.
  ///
  /// @param number as in the kernel's header
  public boolean has(int number) {
    return (bits >>> number & 1) != 0;
  }

  /// The names, in the order of their numbers; an unknown one is shown as its number.
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < Long.SIZE; number++) {
      if ((bits >>> number & 1) != 0) {
        names.add(number < NAMES.size() ? NAMES.get(number) : "capability " + number);
      }
    }
    return names;
  }
}
