package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Processes whose maps can be read with some credentials.
final class ReadableProcesses {
  private ReadableProcesses() {}

  /// Of each pid whether it is of a process with memory whose maps a shell with these credentials
  /// can read. Its own processes are gone afterwards.
  static Map<Long, Boolean> with(List<String> credentials) throws Exception {
    List<String> command = new ArrayList<>(credentials);
    command.addAll(
        List.of(
            "sh",
            "-c",
            "for d in /proc/[1-9]*; do head -c 1 $d/maps 2>/dev/null | grep -q . && r=true || r=false; echo ${d#/proc/} $r; done"));
    Shell.Result shell = Shell.run(command.toArray(String[]::new));
    assertThat(shell.status()).as("%s", shell).isZero();
    Map<Long, Boolean> readable = new TreeMap<>();
    for (String line : shell.output().lines().toList()) {
      int blank = line.indexOf(' ');
      readable.put(
          Long.valueOf(line.substring(0, blank)), Boolean.valueOf(line.substring(blank + 1)));
    }
    return readable;
  }
}
