package dev.vmascope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.scan.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A capture as a root of processes, and the archives that are refused.
class CaptureArchiveTest {
  private static final Path CAPTURES = Path.of("src/test/resources/proc");
  private static final String MAPS = "00400000-00401000 r-xp 00000000 08:02 17 /bin/a\n";

  @TempDir static Path folder = Path.of("");

  private static ProcFs procFs(Path root) {
    return new ProcFs(root, 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());
  }

  static Stream<String> captures() throws IOException {
    try (Stream<Path> all = Files.list(CAPTURES)) {
      return all
          .filter(capture -> Files.exists(capture.resolve("maps")))
          .map(capture -> capture.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void readsLikeTheFolderThatIsInIt(String name) throws IOException {
    Path root = Files.createDirectories(folder.resolve(name));
    Path unpacked = root.resolve("4711");
    copy(CAPTURES.resolve(name), unpacked);
    Path zip = new Zip().addAll(unpacked, "proc/4711/").add("manifest.json", "{}").in(root);
    try (ProcFs expected = procFs(root);
        CaptureArchive archive = CaptureArchive.open(zip);
        ProcFs actual = expected.ofCaptures(archive.root(), Map.of())) {
      assertThat(archive.pid()).isEqualTo(4711);
      assertThat(actual.isLive()).isFalse();
      assertThat(actual.host().pids()).containsExactly(4711);
      assertThat(actual.host().self()).isEmpty();
      ProcessReading reading = actual.read(4711).value().orElseThrow();
      assertThat(reading).isEqualTo(expected.read(4711).value().orElseThrow());
      try (ListingReading maps = actual.readMaps(4711).value().orElseThrow();
          ListingReading same = expected.readMaps(4711).value().orElseThrow()) {
        assertThat(maps.listing().kind()).isEqualTo(same.listing().kind());
        if (maps.listing().kind() == OutcomeKind.OK) {
          assertThat(maps.listing().value().orElseThrow().stream())
              .hasSameContentAs(same.listing().value().orElseThrow().stream());
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void handsOnWhatACaptureHasAndNothingElse() throws IOException {
    byte[] zip =
        new Zip()
            .add("proc/7/maps", MAPS)
            .add("proc/7/environ", "SECRET=1")
            .add("proc/7/task/9/stat", "9 (a) Z")
            .add("proc/7/task/9/maps", MAPS)
            .add("proc/7/task/9/syscall", "running")
            .add("proc/7/task/x/maps", MAPS)
            .add("notes.txt", "hello")
            .add("manifest.json", "{}")
            .bytes();
    List<String> names = new ArrayList<>();
    new CaptureEntries(new ByteArrayInputStream(zip)).forEach(namesTo(names));
    assertThat(names)
        .containsExactly(
            "proc/7/maps", "proc/7/task/9/stat", "proc/7/task/9/maps", "manifest.json");
  }

  private static CaptureEntries.Sink namesTo(List<String> names) {
    return new CaptureEntries.Sink() {
      @Override
      public void begin(String name) {
        names.add(name);
      }

      @Override
      public void write(byte[] bytes, int count) {}

      @Override
      public void end() {}
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../proc/7/maps",
        "/proc/7/maps",
        "proc/../7/maps",
        "proc//7/maps",
        "proc/7/./maps",
        "proc\\7\\maps",
        "proc/7/",
        "..",
        "proc/7/maps\0.txt"
      })
  void refusesNamesThatLeadElsewhere(String name) throws IOException {
    refuses(whole().add(name, MAPS), "the name of entry 3");
  }

  @Test
  void refusesTwoProcesses() throws IOException {
    refuses(whole().add("proc/8/maps", MAPS), "more than one process");
  }

  @Test
  void refusesTheSameNameTwice() throws IOException {
    byte[] zip = whole().add("proc/7/mapz", MAPS).add("manifest.json", "{}").bytes();
    for (int at = 0; at < zip.length - 4; at++) {
      if (zip[at] == 'm' && zip[at + 1] == 'a' && zip[at + 2] == 'p' && zip[at + 3] == 'z') {
        zip[at + 3] = 's';
      }
    }
    refuses(zip, "entry 3 has the name of an earlier one");
  }

  @Test
  void refusesWhatUnpacksToTooMuch() throws IOException {
    Zip bomb = whole();
    byte[] zeros = new byte[1 << 20];
    bomb.add(
        "proc/7/smaps",
        out -> {
          for (int mib = 0; mib < 40; mib++) {
            out.write(zeros);
          }
        });
    refuses(bomb.add("manifest.json", "{}"), "more than 200 times its size");
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    Zip many = whole();
    for (int tid = 1; tid <= 63; tid++) {
      many.add("proc/7/task/" + tid + "/stat", "");
    }
    refuses(many.add("manifest.json", "{}"), "more than 64 entries");
  }

  @Test
  void refusesWhatComesAfterTheManifest() throws IOException {
    refuses(whole().add("manifest.json", "{}").add("proc/7/statm", "1"), "comes after manifest");
  }

  @Test
  void refusesWhatHasNoProcess() throws IOException {
    refuses(
        new Zip().add("proc/meminfo", "MemTotal: 1 kB\n").add("manifest.json", "{}"),
        "no file of a process");
  }

  @Test
  void refusesAnArchiveThatIsCutAnywhere() throws IOException {
    byte[] zip = whole().add("manifest.json", "{\"a\": 1}").bytes();
    int manifest = 0;
    for (int at = 0; at < zip.length - 8; at++) {
      if (new String(zip, at, 8, StandardCharsets.ISO_8859_1).equals("manifest")) {
        manifest = at;
        break;
      }
    }
    for (int length = 0; length < manifest + 13; length++) {
      refuses(Arrays.copyOf(zip, length), "");
    }
  }

  @ParameterizedTest
  @CsvSource({"PK, no zip archive", "'', no zip archive", "hello world, no zip archive"})
  void refusesOtherFiles(String content, String why) throws IOException {
    refuses(content.getBytes(StandardCharsets.UTF_8), why);
  }

  private static Zip whole() {
    return new Zip().add("proc/7/stat", "7 (a) S").add("proc/7/maps", MAPS);
  }

  private static void refuses(Zip zip, String why) throws IOException {
    refuses(zip.bytes(), why);
  }

  private static void refuses(byte[] zip, String why) throws IOException {
    Path file = Files.write(folder.resolve("refused.zip"), zip);
    assertThatExceptionOfType(MalformedCaptureException.class)
        .isThrownBy(() -> CaptureArchive.open(file).close())
        .withMessageContaining(why);
  }
}
