package dev.vmascope.kernellog.line;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Texts of 64 KiB that cost much to read, each of one shape over and over: the beginnings of
/// messages that lead nowhere, lines of a few characters, messages that are whole and as short as
/// can be, marks that never end, and reports that were begun.
public final class LogShapes {
  private static final int LENGTH = 1 << 16;

  private static final String FAULT = "x[1]: segfault at 0 ip 0 sp 0 error 4\n";
  private static final String REPORT = "x invoked oom-killer: gfp_mask=0x0\n";

  /// Lines that are repeated.
  private static final List<String> LINES =
      List.of(
          "",
          "a",
          "[",
          "<1>",
          "> a",
          "\"a",
          "abcdef",
          "[1.0]",
          "kernel:",
          "1,1,1,;",
          "1,1,1,-;a",
          "[1] 1 1 x",
          "\\x41",
          "\u001b[ma",
          "Code: ",
          "Code: x",
          "Code: 00",
          "pc : 0",
          "PC is at 0x",
          "a: 1 callbacks suppressed",
          "oom-kill:constraint=A,task=a,pid=1,uid=0",
          "Killed process 1 (a)",
          "Out of memory: Kill process 1 (a) score 1 or a child",
          "[1] int3 ip:0 sp:0 error:0",
          "x[1] bad frame in x frame:0 ip:0 sp:0 orax:0",
          "x[1] vsyscall fault ip:0 cs:0 sp:0 ax:0 si:0 di:0",
          "x[1]: unhandled x (11) at 0x0, esr 0x0",
          "x/1: potentially unexpected fatal signal 11.",
          "potentially unexpected fatal signal 11.\nCPU: 0 PID: 1 Comm: x Not tainted",
          "Code: x\nabc",
          "pc : x\na",
          "x[1]: segfault at 1\na",
          "x[1]: segfault at 1 error",
          "x[1] ip:x error",
          "x[1] vsyscall ip: error",
          FAULT + "pc : 0",
          FAULT + "Code: 00");

  /// Lines that follow a report that has begun, or a fault.
  private static final List<String> FOLLOWING =
      List.of("a", "abcd", "ab 1", "abcdefgh", "pc : 0", "Code: 00", "a".repeat(160));

  /// Parts that a line is made of.
  private static final List<String> PARTS =
      List.of(
          "a",
          "[",
          "[12:34",
          "[12:3412:34",
          "[1.0<      ",
          "kernel ",
          "kernel a b [",
          "<1>a",
          ": ",
          "=  ",
          " ip:",
          "] ip:",
          "0000] ip:",
          "[1] ip:",
          "a: ",
          "\\x41",
          "\"msg\":x",
          "\"msg\":\"\\u0041",
          "1,",
          "cpuset= mems_allowed=",
          ",task=",
          " in a[1+");

  private LogShapes() {}

  /// All of them, by what they are made of.
  public static Map<String, String> all() {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (KernelPhrase phrase : KernelPhrase.values()) {
      String start =
          switch (phrase.place()) {
            case BEGINNING, BEHIND_COUNT, WITHIN -> "";
            case BEHIND_NAME -> "x";
            case BEHIND_NUMBER, FAR_BEHIND_NUMBER -> "x[1]";
          };
      add(shapes, start + phrase.text() + "x\n", "");
    }
    LINES.forEach(line -> add(shapes, line + '\n', ""));
    FOLLOWING.forEach(line -> {
      add(shapes, line + '\n', FAULT);
      add(shapes, line + '\n', REPORT);
    });
    for (String part : PARTS) {
      for (int length : List.of(100, 160, 8_000)) {
        String line = part.repeat(length / part.length());
        add(shapes, line + '\n', "");
        add(shapes, line + "Code: x\n", "");
      }
    }
    for (String part : List.of("a", "\u001b[m", "\u001b[", "^[[m", "\r", "a\0\n\0")) {
      add(shapes, part, "");
    }
    return shapes;
  }

  private static void add(Map<String, String> shapes, String part, String start) {
    String name = start + part;
    shapes.put(
        name.length() + " " + name.substring(0, Math.min(60, name.length())),
        start + part.repeat((LENGTH - start.length()) / part.length()));
  }
}
