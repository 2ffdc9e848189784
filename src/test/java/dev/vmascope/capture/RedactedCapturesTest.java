package dev.vmascope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.scan.Limits;
import dev.vmascope.snapshots.UnpackedCapture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/// Laws of redaction, on all captures of the tests: what it must not change.
class RedactedCapturesTest {
  private static final Path CAPTURES = Path.of("src/test/resources/proc");
  private static final long TEBIBYTE = 1L << 40;

  @TempDir Path root = Path.of("");
  private final List<Path> cases = new ArrayList<>();
  private ProcFs procFs = open(root);

  private static ProcFs open(Path root) {
    return new ProcFs(root, 1, Duration.ofSeconds(10), Limits.NONE, Clock.systemUTC());
  }

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> all = Files.walk(CAPTURES)) {
      for (Path maps : all.filter(one -> one.endsWith("maps")).sorted().toList()) {
        Path folder = Objects.requireNonNull(maps.getParent());
        cases.add(folder);
        FileSystemUtils.copyRecursively(folder, root.resolve(Integer.toString(cases.size())));
      }
    }
    procFs.close();
    procFs = open(root);
  }

  @AfterEach
  void close() {
    procFs.close();
  }

  private UnpackedCapture capture(int pid, Set<Redaction> redaction) throws IOException {
    ProcFile detail = Files.exists(root.resolve(pid + "/smaps")) ? ProcFile.SMAPS : ProcFile.MAPS;
    CaptureRequest request = new CaptureRequest(detail, true, redaction, Optional.empty());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Capture capture = new Captures(procFs, "1").read(pid, request).value().orElseThrow()) {
      capture.writeTo(out, JsonMapper.shared(), UnaryOperator.identity(), Optional.empty());
    }
    return UnpackedCapture.of(out.toByteArray());
  }

  private List<ClassifiedMapping> mappings(ProcFs of, int pid) throws IOException {
    List<ClassifiedMapping> all = new ArrayList<>();
    try (ListingReading reading = of.readMaps(pid).value().orElseThrow()) {
      if (reading.listing().value().isPresent()) {
        MappingReader in = reading.mappings(UnaryOperator.identity());
        for (ClassifiedMapping one = in.next(); one != null; one = in.next()) {
          all.add(one);
        }
      }
    }
    return all;
  }

  private List<ClassifiedMapping> redacted(int pid, Set<Redaction> redaction) throws IOException {
    Path folder = Files.createTempDirectory(root, "redacted");
    Path proc = capture(pid, redaction).unpack(folder);
    try (ProcFs elsewhere = open(proc)) {
      return mappings(elsewhere, pid);
    }
  }

  private static String withoutPlace(ClassifiedMapping one) {
    return one.mapping().sizeBytes()
        + " "
        + one.mapping().permissions()
        + " "
        + one.category()
        + " "
        + one.backing().kind();
  }

  @Test
  void sizesPermissionsCategoriesAndKindsStay() throws IOException {
    for (int pid = 1; pid <= cases.size(); pid++) {
      List<String> before =
          mappings(procFs, pid).stream().map(RedactedCapturesTest::withoutPlace).toList();
      for (Set<Redaction> redaction :
          List.of(
              EnumSet.of(Redaction.ADDRESSES),
              EnumSet.of(Redaction.NAMES),
              EnumSet.allOf(Redaction.class))) {
        List<String> after =
            redacted(pid, redaction).stream().map(RedactedCapturesTest::withoutPlace).toList();
        assertThat(after).as("%s %s", cases.get(pid - 1), redaction).isEqualTo(before);
      }
    }
    assertThat(cases).hasSizeGreaterThan(10);
  }

  @Test
  void addressesMoveInOrderAndKeepTheirDistancesInAZone() throws IOException {
    for (int pid = 1; pid <= cases.size(); pid++) {
      List<AddressRange> before =
          mappings(procFs, pid).stream().map(one -> one.mapping().range()).toList();
      List<AddressRange> after =
          redacted(pid, EnumSet.of(Redaction.ADDRESSES)).stream()
              .map(one -> one.mapping().range())
              .toList();
      long top = before.stream().mapToLong(AddressRange::end).max().orElse(0);
      boolean of64Bit = top > 1L << 46 && top <= 1L << 47;
      for (int i = 0; i < before.size(); i++) {
        long start = before.get(i).start();
        boolean fixed = start < TEBIBYTE;
        if (of64Bit) {
          assertThat(after.get(i).start() == start)
              .as("%s %x", cases.get(pid - 1), start)
              .isEqualTo(fixed);
        }
        if (i > 0 && start > 0) {
          long gap = start - before.get(i - 1).end();
          long moved = after.get(i).start() - after.get(i - 1).end();
          assertThat(moved).isNotNegative();
          if (of64Bit && gap < TEBIBYTE && !(before.get(i - 1).start() < TEBIBYTE && !fixed)) {
            assertThat(moved).isEqualTo(gap);
          }
        }
      }
    }
  }

  @Test
  void aProcessWhoseFirstThreadHasEndedIsTakenThroughAnother() throws IOException {
    int pid = 1 + cases.indexOf(CAPTURES.resolve("thread-zombie-leader"));
    String thread = "proc/" + pid + "/task/16082/";
    assertThat(capture(pid, EnumSet.allOf(Redaction.class)).files())
        .containsKeys("proc/" + pid + "/stat", thread + "stat", thread + "status", thread + "maps");
    assertThat(redacted(pid, EnumSet.noneOf(Redaction.class)))
        .hasSize(mappings(procFs, pid).size())
        .isNotEmpty();
  }

  @Test
  void noFileHasANameThatWasReplaced() throws IOException {
    for (int pid = 1; pid <= cases.size(); pid++) {
      UnpackedCapture plain = capture(pid, EnumSet.noneOf(Redaction.class));
      UnpackedCapture capture = capture(pid, EnumSet.of(Redaction.NAMES));
      assertThat(capture.files().keySet()).isEqualTo(plain.files().keySet());
      Set<String> chosen = new HashSet<>();
      for (ClassifiedMapping one : mappings(procFs, pid)) {
        String name = one.mapping().name().latin1();
        if (name.startsWith("/home/") || name.startsWith("/tmp/")) {
          chosen.add(name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\..*| .*", ""));
        }
      }
      chosen.removeIf(name -> name.length() < 5 || name.matches("\\d+|deleted|\\[heap\\]"));
      capture
          .files()
          .keySet()
          .forEach(path -> assertThat(chosen).as(path).noneMatch(capture.text(path)::contains));
    }
  }
}
