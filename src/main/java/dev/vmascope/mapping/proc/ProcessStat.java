package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// The identity and state of a process, from `/proc/<pid>/stat`. Source: `do_task_stat`,
/// `fs/proc/array.c`.
///
/// @param pid the process or thread id
/// @param name the name, at most 15 bytes for user processes; it may hold blanks, parentheses and
///   newlines
/// @param state one letter: `R` running, `S` sleeping, `D` disk sleep, `T` stopped, `t` traced, `Z`
///   zombie, `X` dead, `I` idle, `P` parked
/// @param parent the parent's pid; 0 for the first process and for kthreadd
/// @param flags the kernel's `PF_…` bits
/// @param minorFaults page faults served without disk, of all its threads, since it started
/// @param majorFaults page faults that had to wait for disk
/// @param threads the number of threads
/// @param startTicks the start time, in clock ticks after boot (field 22)
/// @param codeStart the start address of its code; 0 without memory, 1 where the reader may not
///   know
/// @param stackStart the start address of its stack; 0 without memory, and where the reader may not
///   know
public record ProcessStat(
    int pid,
    RawText name,
    char state,
    int parent,
    long flags,
    long minorFaults,
    long majorFaults,
    int threads,
    long startTicks,
    long codeStart,
    long stackStart) {

  private static final long PF_KTHREAD = 0x0020_0000;
  private static final long PF_IO_WORKER = 0x10;
  private static final long PF_USER_WORKER = 0x4000;
  private static final int STATE = 3;
  private static final int LAST_FIELD = 28;

  /// Parses the whole file. Its fields do not stand alone, unlike those of other files: they
  /// identify the process, and if one is malformed none is believed. The name ends at the *last*
  /// closing parenthesis, since it may hold any byte; unknown fields at the end are ignored.
  ///
  /// @throws MalformedException if it is not a stat file
  public static ProcessStat parse(byte[] file, String source) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open < 2 || close < open || text.length() < close + 3) {
      throw new MalformedException(source, 1, 1, "'<pid> (<name>) <state> …'", text);
    }
    int[] ends = fieldEnds(text, close + 2);
    if (ends[LAST_FIELD] == 0 || ends[STATE] - ends[STATE - 1] != 2) {
      throw new MalformedException(source, 1, close + 3, "a state and at least 25 numbers", text);
    }
    try {
      return new ProcessStat(
          Integer.parseInt(text, 0, open - 1, 10),
          new RawText(text.substring(open + 1, close)),
          text.charAt(ends[STATE] - 1),
          signed(text, ends, 4),
          unsigned(text, ends, 9),
          unsigned(text, ends, 10),
          unsigned(text, ends, 12),
          signed(text, ends, 20),
          unsigned(text, ends, 22),
          unsigned(text, ends, 26),
          unsigned(text, ends, LAST_FIELD));
    } catch (NumberFormatException _) {
      throw new MalformedException(source, 1, close + 3, "numbers", text.substring(close + 2));
    }
  }

  /// The ends of the fields behind the name, by their numbers in proc(5); 0 for absent ones. Each
  /// begins one character behind the end of the one before.
  private static int[] fieldEnds(String text, int from) {
    int end = text.length();
    while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    int begin = from;
    while (begin < end && Character.isWhitespace(text.charAt(begin))) {
      begin++;
    }
    int[] ends = new int[LAST_FIELD + 1];
    ends[STATE - 1] = begin - 1;
    for (int field = STATE; field <= LAST_FIELD && begin <= end; field++) {
      int blank = text.indexOf(' ', begin, end);
      ends[field] = blank < 0 ? end : blank;
      begin = ends[field] + 1;
    }
    return ends;
  }

  private static int signed(String text, int[] ends, int field) {
    return Integer.parseInt(text, ends[field - 1] + 1, ends[field], 10);
  }

  private static long unsigned(String text, int[] ends, int field) {
    return Long.parseUnsignedLong(text, ends[field - 1] + 1, ends[field], 10);
  }

  /// The substitute for the file in a capture without one: the pid, and the name from `status`
  /// (empty if there is none either). All other fields are meaningless.
  ///
  /// @param status the file `status`; empty bytes if there is none
  public static ProcessStat withoutFile(int pid, byte[] status) {
    String text = new String(status, StandardCharsets.ISO_8859_1);
    String key = "Name:\t";
    int end = text.indexOf('\n');
    RawText name =
        new RawText(text.startsWith(key) && end > 0 ? text.substring(key.length(), end) : "");
    return new ProcessStat(pid, name, '?', 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /// The same fields with the pid that a folder of captures is named after.
  public ProcessStat withPid(int folder) {
    return folder == pid
        ? this
        : new ProcessStat(
            folder,
            name,
            state,
            parent,
            flags,
            minorFaults,
            majorFaults,
            threads,
            startTicks,
            codeStart,
            stackStart);
  }

  /// The size of all mappings (field 23), in bytes; empty if the file does not have it.
  public static OptionalLong virtualBytes(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", LAST_FIELD);
    boolean known = fields.length > 23 - 3 && fields[23 - 3].matches("\\d{1,18}");
    return known ? OptionalLong.of(Long.parseLong(fields[23 - 3])) : OptionalLong.empty();
  }

  /// Whether this is a thread of the kernel, which has no address space of its own.
  public boolean isKernelThread() {
    return (flags & PF_KTHREAD) != 0;
  }

  /// Whether this thread of a process runs code of the kernel only, on behalf of the process:
  /// workers of io_uring (Linux 5.12) and of vhost (6.4). Older kernels used the same flags for
  /// other things, so the names that the kernel gives must be there as well.
  public boolean isKernelWorker() {
    String text = name.latin1();
    return ((flags & PF_IO_WORKER) != 0 && text.startsWith("iou-"))
        || ((flags & PF_USER_WORKER) != 0 && text.startsWith("vhost-"));
  }

  /// Whether its first thread has ended. With [#threads()] of 2 or more the others live on and keep
  /// the memory.
  public boolean isZombie() {
    return state == 'Z' || state == 'X';
  }

  /// Whether this and a later read of the same process saw the same program in the same address
  /// space, as far as its two addresses show: an exec changes both. A reader without permission
  /// sees neither.
  public boolean isSameImage(ProcessStat later) {
    return codeStart == later.codeStart && stackStart == later.stackStart;
  }

  /// Whether its first thread is stopped, by a signal or by a tracer.
  public boolean isStopped() {
    return state == 'T' || state == 't';
  }

  /// The start address of the stack; empty without memory, and where the reader may not know.
  public OptionalLong stackStartIfKnown() {
    return stackStart == 0 ? OptionalLong.empty() : OptionalLong.of(stackStart);
  }
}
