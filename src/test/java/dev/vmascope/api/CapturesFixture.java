package dev.vmascope.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/// The service on the captures of `src/test/resources/proc` in place of `/proc`, and on some of
/// which files are missing.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class CapturesFixture {
  static final Path CAPTURES = Path.of("src/test/resources/proc");

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void aFolderOfCaptures(DynamicPropertyRegistry properties) throws IOException {
    CaptureFolder folder = CaptureFolder.temporary();
    try (Stream<Path> cases = Files.list(CAPTURES)) {
      for (Path capture : cases.filter(one -> Files.exists(one.resolve("stat"))).toList()) {
        FileSystemUtils.copyRecursively(capture, folder.root().resolve(pid(capture)));
      }
    }
    folder.files(300, Map.of("maps", CaptureFolder.WRITABLE_CODE));
    folder.files(
        301,
        Map.of(
            "maps",
            CaptureFolder.MAPS,
            "status",
            CaptureFolder.status(301, "Uid:\t1000\t1000\t1000\t1000\n", CaptureFolder.SIZES)));
    folder.process(
        302, Map.of("status", CaptureFolder.status(17, "Uid:\t1\t1\t1\t1\n", CaptureFolder.SIZES)));
    folder.process(303, Map.of("stat", CaptureFolder.stat(303, 19, 7)));
    folder.files(304, Map.of("status", CaptureFolder.status(304, "", CaptureFolder.SIZES)));
    named(folder, 310, "server", 1);
    named(folder, 311, "server", 310);
    named(folder, 312, "twin", 1);
    named(folder, 313, "twin", 1);
    String smaps = Files.readString(Path.of("src/test/resources/pasted/smaps.txt"));
    folder.process(
        305, Map.of("stat", CaptureFolder.stat(305, 19, 7), "smaps", smaps, "maps", mapsOf(smaps)));
    properties.add("vmascope.procfs.root", folder.root()::toString);
    properties.add("vmascope.sampling.interval", () -> "200ms");
    properties.add("vmascope.kernel-log.enabled", () -> "false");
  }

  private static void named(CaptureFolder folder, int pid, String name, int parent)
      throws IOException {
    String stat =
        CaptureFolder.stat(pid, pid, 7)
            .replace("(capture-" + pid + ") S 1 ", "(" + name + ") S " + parent + " ");
    folder.files(pid, Map.of("stat", stat));
  }

  /// The lines of smaps that are those of maps.
  private static String mapsOf(String smaps) {
    return smaps
        .lines()
        .filter(line -> line.matches("[0-9a-f]+-[0-9a-f]+ .*"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  static String pid(Path capture) {
    try {
      String stat = Files.readString(capture.resolve("stat"), StandardCharsets.ISO_8859_1);
      return stat.substring(0, stat.indexOf(' '));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LiveApi api() {
    return new LiveApi(port);
  }
}
