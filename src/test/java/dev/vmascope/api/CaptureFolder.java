package dev.vmascope.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// A folder of captures that a test makes up of what kernels of all sorts wrote.
record CaptureFolder(Path root) {
  /// A small program with a heap, a stack and the gate of x86-64.
  static final String MAPS =
      """
      00400000-0040b000 r-xp 00000000 fd:00 409599                             /usr/sbin/ledgerd
      0060a000-0060b000 r--p 0000a000 fd:00 409599                             /usr/sbin/ledgerd
      0060b000-0060c000 rw-p 0000b000 fd:00 409599                             /usr/sbin/ledgerd
      02075000-02096000 rw-p 00000000 00:00 0                                  [heap]
      7ffd3e5b1000-7ffd3e5d2000 rw-p 00000000 00:00 0                          [stack]
      7ffd3e5f0000-7ffd3e5f2000 r-xp 00000000 00:00 0                          [vdso]
      ffffffffff600000-ffffffffff601000 r-xp 00000000 00:00 0                  [vsyscall]
      """;

  /// The same with memory that can be written and executed.
  static final String WRITABLE_CODE =
      MAPS.replace(
          "7ffd3e5b1000", "7f10ab000000-7f10ab001000 rwxp 00000000 00:00 0 \n7ffd3e5b1000");

  /// The sizes of Linux 4.5 and later, in kB.
  static final String SIZES =
      """
      VmPeak:\t  215788 kB
      VmSize:\t  182440 kB
      VmLck:\t       0 kB
      VmHWM:\t   42000 kB
      VmRSS:\t   40000 kB
      RssAnon:\t   30000 kB
      RssFile:\t    9000 kB
      RssShmem:\t    1000 kB
      VmData:\t   67688 kB
      VmPTE:\t     308 kB
      VmSwap:\t       0 kB
      HugetlbPages:\t       0 kB
      """;

  static CaptureFolder temporary() {
    try {
      return new CaptureFolder(Files.createTempDirectory("vmascope-captures"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A process with `stat`, `status`, `statm` and `maps`.
  CaptureFolder process(int pid, Map<String, String> otherwise) {
    Map<String, String> files =
        Map.of(
            "stat",
            stat(pid, pid, 140736203642800L),
            "status",
            status(pid, "Uid:\t1000\t1000\t1000\t1000\n", SIZES),
            "statm",
            "45610 10000 2500 456 0 16994 0\n",
            "maps",
            MAPS);
    files.forEach((name, text) -> write(pid + "/" + name, text));
    return files(pid, otherwise);
  }

  /// A process with these files alone.
  CaptureFolder files(int pid, Map<String, String> files) {
    files.forEach((name, text) -> write(pid + "/" + name, text));
    return this;
  }

  /// One file.
  void write(String path, String latin1) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, latin1, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String stat(int pid, int inFolder, long stackStart) {
    return inFolder
        + " (capture-"
        + pid
        + ") S 1 1 1 0 -1 4194560 300 0 2 0 10 5 0 0 20 0 1 0 5000 0 1000 18446744073709551615 4194304 4294304 "
        + stackStart
        + " 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0\n";
  }

  static String status(int pid, String owner, String sizes) {
    return "Name:\tcapture-%d\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nPPid:\t1\n%sFDSize:\t64\n%sThreads:\t1\nCapEff:\t0000000000000000\n"
        .formatted(pid, pid, pid, owner, sizes);
  }

  /// The sizes with other values, in kB.
  static String sizesWith(Map<String, String> values) {
    return SIZES
        .lines()
        .map(line -> {
          String key = line.substring(0, line.indexOf(':'));
          return values.containsKey(key) ? key + ":\t" + values.get(key) + " kB" : line;
        })
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
