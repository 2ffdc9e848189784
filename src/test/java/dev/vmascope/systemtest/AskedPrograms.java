package dev.vmascope.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// The processes that the questions of docs/cookbook.md are about. One called nginx has a bit of
/// everything; four share memory, as those of a browser do; a Python has libssl.
public final class AskedPrograms implements AutoCloseable {
  /// The number of threads of nginx: more than any other process of a test has.
  public static final int THREADS = 700;

  private final Path folder;
  private final TestProgram nginx;
  private final TestProgram browser;
  private final TestProgram python;

  private AskedPrograms(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Path library = folder.resolve("libplugin.so");
    Path source = Files.writeString(folder.resolve("plugin.c"), "int plugin(void) { return 1; }\n");
    Process gcc =
        new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString())
            .inheritIO()
            .start();
    if (gcc.waitFor() != 0) {
      throw new IllegalStateException("gcc cannot build a library");
    }
    Path binary = TestProgram.compile("asked", "-O1", "-pthread", "-ldl");
    nginx =
        TestProgram.start(
            binary,
            "name=nginx",
            "memory=16",
            "code",
            "library=" + library,
            "threads=" + THREADS,
            "children=2",
            "grow");
    // An update puts another file in its place.
    Files.move(
        Files.writeString(folder.resolve("new"), "new"),
        library,
        StandardCopyOption.REPLACE_EXISTING);
    browser = TestProgram.start(binary, "name=chrom-shares", "memory=32", "children=3");
    python =
        TestProgram.start(
            Path.of("/usr/bin/python3"),
            "-c",
            "import ssl, sys; print('READY', flush=True); sys.stdin.read()");
  }

  /// Starts all of them.
  public static AskedPrograms start() {
    try {
      // What is mapped of a temporary folder is nobody's library.
      Path home = Path.of(System.getProperty("user.home")).toRealPath();
      return new AskedPrograms(Files.createTempDirectory(home, "vmascope-asked"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Runs a process called nginx that follows a null pointer.
  public void crash() throws IOException, InterruptedException {
    Path binary = TestProgram.compile("segfault", "-O0", "-w");
    new ProcessBuilder(binary.toString(), "null", "nginx").start().waitFor();
  }

  /// `vm.max_map_count`. The kernel gives such a file in one read or not at all.
  public static long mappingLimit() throws IOException {
    try (InputStream file = Files.newInputStream(Path.of("/proc/sys/vm/max_map_count"))) {
      byte[] digits = new byte[32];
      int length = file.read(digits);
      return Long.parseLong(new String(digits, 0, length, StandardCharsets.US_ASCII).strip());
    }
  }

  public long nginx() {
    return nginx.pid();
  }

  public long python() {
    return python.pid();
  }

  /// The lines of the listing of nginx.
  private List<String> listing() throws IOException {
    return Files.readAllLines(
        Path.of("/proc/" + nginx.pid() + "/maps"), StandardCharsets.ISO_8859_1);
  }

  private static long size(String line) {
    String[] ends = line.substring(0, line.indexOf(' ')).split("-", -1);
    return Long.parseUnsignedLong(ends[1], 16) - Long.parseUnsignedLong(ends[0], 16);
  }

  /// The sizes of the mappings of nginx, largest first.
  public List<Long> sizes() throws IOException {
    List<Long> sizes = new ArrayList<>(listing().stream().map(AskedPrograms::size).toList());
    sizes.sort(Comparator.reverseOrder());
    return sizes;
  }

  /// The size of the mappings of nginx whose lines match.
  public long sizeOf(String line) throws IOException {
    return listing().stream()
        .filter(each -> each.matches(line))
        .mapToLong(AskedPrograms::size)
        .sum();
  }

  /// An address within the stack of nginx.
  public String stack() throws IOException {
    return listing().stream()
        .filter(line -> line.endsWith("[stack]"))
        .map(line -> "0x" + line.substring(0, line.indexOf('-')))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    nginx.close();
    browser.close();
    python.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
