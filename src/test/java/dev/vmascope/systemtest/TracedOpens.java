package dev.vmascope.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every open of a program that runs under strace, and every call that changes a file by its name.
public final class TracedOpens {
  private static final Pattern OPEN =
      Pattern.compile(
          "\\b(open|openat|openat2|creat|truncate|unlink|unlinkat|rename\\w*|mkdir\\w*)\\("
              + "(?:(?:AT_FDCWD|\\d+)<([^>]*)>(?:\\(deleted\\))?, )?\"((?:[^\"\\\\]|\\\\.)*)\"(.*)");

  private final Path log;

  private TracedOpens(Path log) {
    this.log = log;
  }

  public static TracedOpens create() throws IOException {
    return new TracedOpens(Files.createTempDirectory("vmascope-strace").resolve("opens"));
  }

  /// One call.
  ///
  /// @param path absolute, with what is relative to a directory put behind it
  /// @param writes whether it could change something
  public record Open(String path, boolean writes) {}

  /// What to put before the command to trace. The tracer is a grandchild, so the process that is
  /// started is the program itself.
  public List<String> before() {
    return List.of(
        "strace",
        "-D",
        "-f",
        "-qq",
        "-y",
        "--seccomp-bpf",
        "-e",
        "trace=open,openat,openat2,creat,truncate,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat",
        "-o",
        log.toString());
  }

  /// The trace up to now, with what descriptors are of in angle brackets.
  public String text() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All calls up to now, in order.
  public List<Open> all() {
    List<Open> opens = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
        Matcher matcher = OPEN.matcher(line);
        if (matcher.find()) {
          opens.add(open(matcher));
        } else if (line.contains("open") && !line.contains("resumed>")) {
          throw new IllegalStateException("not understood: " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return opens;
  }

  private static Open open(Matcher matcher) {
    String name = matcher.group(3);
    String directory = matcher.group(2);
    boolean relative = !name.startsWith("/") && directory != null;
    boolean reads =
        matcher.group(1).startsWith("open")
            && !matcher.group(4).matches(".*\\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND)\\b.*");
    return new Open(relative ? directory + "/" + name : name, !reads);
  }
}
