package dev.vmascope.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.kernellog.history.PastedLog;
import dev.vmascope.mapping.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of kernels' logs, and what they say. Each block of a file has lines of a log, and after
/// them, behind `=>`, what they decode to. `-Dkernel.log=write` writes the latter anew.
public class KernelLogCorpusTest {
  public static final Path FOLDER = Path.of("src/test/resources/kernel-log");
  private static final String SAYS = "=> ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x86-64-6.18",
        "x86-64-older",
        "pasted",
        "tools",
        "arm64",
        "causes",
        "signals",
        "oom",
        "hostile"
      })
  void decodes(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    String text = Files.readString(file);
    String decoded = withWhatItSays(text);
    if ("write".equals(System.getProperty("kernel.log"))) {
      Files.writeString(file, decoded);
    }
    assertThat(decoded).isEqualTo(text);
  }

  /// All lines of logs, of all files.
  public static List<String> everyLine() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
            .filter(line -> !line.startsWith(SAYS) && !line.startsWith("#"))
            .forEach(lines::add);
      }
    }
    return lines;
  }

  private static String withWhatItSays(String text) {
    List<String> blocks = new ArrayList<>();
    for (String block : text.split("\n\n", -1)) {
      List<String> lines =
          block.strip().lines().filter(line -> !line.startsWith(SAYS.strip())).toList();
      List<String> logged = lines.stream().filter(line -> !line.startsWith("#")).toList();
      StringBuilder said = new StringBuilder(String.join("\n", lines));
      if (!logged.isEmpty()) {
        summary(String.join("\n", logged))
            .forEach(one -> said.append('\n').append(SAYS).append(one));
      }
      blocks.add(said.toString());
    }
    return String.join("\n\n", blocks) + "\n";
  }

  private static List<String> summary(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    PastedLog log = PastedLog.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    List<String> summary = new ArrayList<>();
    log.faults()
        .forEach(fault ->
            summary.add(
                switch (fault.event()) {
                  case Trap trap -> of(trap);
                  case OomKill kill -> of(kill);
                }));
    if (log.suppressed() > 0) {
      summary.add("suppressed " + log.suppressed());
    }
    if (!log.notUnderstood().isEmpty()) {
      summary.add("not understood " + log.notUnderstood());
    }
    return summary;
  }

  private static String of(Trap trap) {
    StringBuilder text = new StringBuilder();
    text.append(trap.kind()).append(' ').append(trap.kind().signal());
    trap.siCode().ifPresent(code -> text.append('/').append(code));
    text.append(" '").append(trap.name().name()).append("' tid ").append(trap.tid());
    text.append(' ').append(CauseRules.of(trap));
    trap.access().ifPresent(access -> text.append(' ').append(access));
    add(text, "at", trap.address());
    add(text, "ip", trap.ip());
    add(text, "sp", trap.sp());
    trap.code().ifPresent(code -> text.append(' ').append(code.words()));
    trap.object()
        .ifPresent(object -> {
          text.append(" in '").append(object.name().printable(255)).append("' ");
          text.append(Address.print(object.start()))
              .append('+')
              .append(Long.toHexString(object.size()));
          add(text, "offset", object.offset());
          if (trap.ip().isPresent()) {
            add(text, "inside", object.offsetInMapping(trap.ip().getAsLong()));
          }
        });
    trap.bytes().ifPresent(code -> text.append(code.isReadable() ? " with code" : " without code"));
    return text.toString();
  }

  private static String of(OomKill kill) {
    StringBuilder text = new StringBuilder();
    text.append("oom-kill '").append(kill.name().name()).append("' pid ").append(kill.pid());
    text.append(kill.isKilled().map(killed -> killed ? " killed" : " spared").orElse(" chosen"));
    text.append(", of a group ").append(kill.ofCgroup().map(String::valueOf).orElse("unknown"));
    kill.constraint().ifPresent(constraint -> text.append(", constraint ").append(constraint));
    kill.nodes().ifPresent(nodes -> text.append(", nodes ").append(nodes));
    kill.cgroup().ifPresent(group -> text.append(", in ").append(group.printable(1024)));
    kill.limitedCgroup()
        .ifPresent(group -> text.append(", limit of ").append(group.printable(1024)));
    kill.cgroupUsageBytes().ifPresent(bytes -> text.append(", usage ").append(bytes));
    kill.cgroupLimitBytes().ifPresent(bytes -> text.append(", limit ").append(bytes));
    return text.append(", ")
        .append(kill.sizes().map(Record::toString).orElse("no sizes"))
        .toString();
  }

  private static void add(StringBuilder text, String key, OptionalLong value) {
    value.ifPresent(
        address -> text.append(' ').append(key).append(' ').append(Address.print(address)));
  }
}
