package dev.vmascope.api;

import dev.vmascope.HostileNames;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder of captures whose processes and mapped files have names that were chosen to do harm.
final class HostileFolder {
  /// The one that maps a file of each name.
  static final int MAPPER = 1;

  /// The first of those that have the names themselves, in order.
  static final int FIRST_NAMED = 1000;

  private HostileFolder() {}

  /// Writes it.
  static Path create() throws IOException {
    Path root = Files.createTempDirectory("vmascope-hostile");
    process(root, MAPPER, RawText.ofUtf8("\u001b[2J<b>"));
    write(root.resolve(Integer.toString(MAPPER)).resolve("maps"), maps());
    List<RawText> names = HostileNames.ofProcesses();
    for (int i = 0; i < names.size(); i++) {
      process(root, FIRST_NAMED + i, names.get(i));
    }
    return root;
  }

  /// The paths of the mapped files, in order.
  static List<RawText> paths() {
    return HostileNames.ALL.stream().map(HostileFolder::path).toList();
  }

  /// What the kernel prints alike is left out: ` (deleted)` and the four characters `\012`.
  private static RawText path(RawText name) {
    String plain = name.latin1().replace("\\012", "\\0 12");
    return new RawText("/t/" + (plain.endsWith(" (deleted)") ? plain + "." : plain));
  }

  private static String maps() {
    StringBuilder maps = new StringBuilder();
    long start = 0x10000;
    for (RawText path : paths()) {
      maps.append("%08x-%08x r--p 00000000 fe:00 7 ".formatted(start, start + 0x1000))
          .append(path.latin1().replace("\n", "\\012"))
          .append('\n');
      start += 0x2000;
    }
    return maps.toString();
  }

  private static void process(Path root, int pid, RawText name) throws IOException {
    Path folder = Files.createDirectory(root.resolve(Integer.toString(pid)));
    write(
        folder.resolve("stat"),
        pid
            + " ("
            + name.latin1()
            + ") S 1 42 42 0 -1 4194560 107 0 0 0 0 0 0 0 20 0 1 0 5000 8388608 1024"
            + " 18446744073709551615 4194304 4530176 140721747419136 0 0 0 0 0 0 0 0 0 17 0 0 0\n");
    write(folder.resolve("statm"), "2048 1024 512 82 0 300 0\n");
    write(
        folder.resolve("status"),
        "Name:\tx\nTgid:\t%d\nUid:\t0\t0\t0\t0\nVmRSS:\t%d kB\nThreads:\t1\n".formatted(pid, pid));
    write(
        folder.resolve("cmdline"),
        name.latin1() + "\0--password=" + name.latin1() + "x\0" + "end\0");
    write(folder.resolve("cgroup"), cgroup(name.latin1().replace("\n", "").replace("/", "")));
    write(folder.resolve("maps"), "");
  }

  /// Every sort of name that a group is told by, with this one in it.
  private static String cgroup(String name) {
    String container = "/docker-" + name + ".scope/lxc/" + name + "/lxc.payload." + name;
    return "0::/" + name + ".slice/pod" + name + container + "/" + name + ".service\n";
  }

  private static void write(Path file, String latin1) throws IOException {
    Files.writeString(file, latin1, StandardCharsets.ISO_8859_1);
  }
}
