package dev.vmascope.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.scan.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Large listings that another thread parses.
class ListingParsersTest {
  private static final int MAPPINGS = 10_000;
  private static final int PID = 42;
  private static final String THREAD = "listing-parser-";

  private final ListingParsers parsers = new ListingParsers(1);

  @TempDir Path root = Path.of("");

  private ProcFs procFs =
      new ProcFs(Path.of("/proc"), 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());

  @BeforeEach
  void open() throws IOException {
    procFs.close();
    Path folder = Files.createDirectories(root.resolve(Integer.toString(PID)));
    Files.writeString(
        folder.resolve("stat"),
        PID
            + " (a) S 1 42 42 0 -1 4194560 107 0 0 0 0 0 0 0 20 0 1 0 5000 8388608 1024"
            + " 18446744073709551615 4194304 4530176 140721747419136 0 0 0 0 0 0 0 0 0 17 0 0 0\n");
    Files.writeString(folder.resolve("status"), "Name:\ta\nTgid:\t42\nUid:\t0\t0\t0\t0\n");
    write("");
    procFs = new ProcFs(root, 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    parsers.destroy();
    procFs.close();
  }

  private void write(String last) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < MAPPINGS; i++) {
      long start = 0x7f00_0000_0000L + i * 0x1000L;
      lines.append(
          String.format(
              Locale.ROOT,
              "%x-%x %s 00000000 00:00 0 \n",
              start,
              start + 0x1000,
              i % 2 == 0 ? "r--p" : "rw-p"));
    }
    Files.writeString(root.resolve(PID + "/maps"), lines + last);
  }

  private ListingReading reading() {
    return procFs.readMaps(PID).value().orElseThrow();
  }

  private static boolean isParsing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(THREAD))
        .anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING);
  }

  private static List<ClassifiedMapping> all(ListingParsers.Mappings mappings) throws IOException {
    List<ClassifiedMapping> all = new ArrayList<>();
    for (ClassifiedMapping next = mappings.next(); next != null; next = mappings.next()) {
      all.add(next);
    }
    return all;
  }

  private static String shown(ClassifiedMapping mapping) {
    return mapping.entry().print() + mapping.category();
  }

  @Test
  void givesTheMappingsOfTheListing() throws IOException {
    try (ListingReading reading = reading();
        ListingParsers.Mappings here = ListingParsers.here(reading);
        ListingParsers.Mappings ahead = parsers.ahead(reading)) {
      assertThat(all(ahead))
          .hasSize(MAPPINGS)
          .usingElementComparator(Comparator.comparing(ListingParsersTest::shown))
          .isEqualTo(all(here));
      assertThat(ahead.next()).as("at the end").isNull();
    }
  }

  @Test
  void complainsBehindTheMappingsBeforeAMalformedLine() throws IOException {
    write("no mapping\n");
    List<ClassifiedMapping> seen = new ArrayList<>();
    try (ListingReading reading = reading();
        ListingParsers.Mappings ahead = parsers.ahead(reading)) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> {
            while (true) {
              seen.add(ahead.next());
            }
          })
          .withMessageContaining("maps:" + (MAPPINGS + 1));
    }
    assertThat(seen).hasSize(MAPPINGS);
  }

  /// The memory of the listing is given back right afterwards.
  @Test
  void stopsParsingWhenItIsClosed() throws IOException {
    for (int taken = 0; taken < 300; taken++) {
      try (ListingReading reading = reading();
          ListingParsers.Mappings ahead = parsers.ahead(reading)) {
        for (int i = 0; i < taken; i++) {
          assertThat(ahead.next()).isNotNull();
        }
      }
    }
    await().until(() -> !isParsing());
  }

  @Test
  void parsesInTheThreadOfTheResponseWhileAllOthersAreTaken() throws IOException {
    try (ListingReading reading = reading();
        ListingParsers.Mappings first = parsers.ahead(reading);
        ListingParsers.Mappings second = parsers.ahead(reading)) {
      assertThat(all(second)).hasSize(MAPPINGS);
      assertThat(all(first)).hasSize(MAPPINGS);
    }
  }

  @Test
  void parsesInTheThreadOfTheResponseOnASingleProcessor() throws IOException {
    ListingParsers none = new ListingParsers(0);
    try (ListingReading reading = reading();
        ListingParsers.Mappings mappings = none.ahead(reading)) {
      assertThat(all(mappings)).hasSize(MAPPINGS);
      assertThat(isParsing()).isFalse();
    }
  }

  @Test
  void chargesTheResponseForTheWorkOfTheOtherThread() throws IOException {
    AnswerWork.begin(Duration.ofMillis(20));
    try (ListingReading reading = reading()) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> {
            for (int listing = 0; listing < 1_000; listing++) {
              try (ListingParsers.Mappings ahead = parsers.ahead(reading)) {
                assertThat(all(ahead)).hasSize(MAPPINGS);
              }
            }
          });
    } finally {
      AnswerWork.end();
    }
  }
}
