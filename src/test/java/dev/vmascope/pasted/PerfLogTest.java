package dev.vmascope.pasted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmascope.pasted.line.Lack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The mappings that logs of perf tell of.
class PerfLogTest {
  private static final long PAGE = 0x1000;

  private static String record(int pid, long start, long size, String permissions, String rest) {
    return " a b %d [-01] 1.2: PERF_RECORD_MMAP2 %d/%d: [%#x(%#x) @ 0 fe:00 7 8]: %s %s\n"
        .formatted(pid, pid, pid, start, size, permissions, rest);
  }

  private static PastedListing listing(String text) {
    return Samples.read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The lines without the blanks before names.
  private static List<String> lines(String text) {
    return Samples.kernelText(listing(text))
        .lines()
        .map(line -> line.replaceAll(" {2,}", " ").strip())
        .toList();
  }

  @Test
  void theLaterOneReplacesWhatItCovers() {
    String log =
        record(1, 0x10000, 4 * PAGE, "r-xp", "/a")
            + record(1, 0x11000, PAGE, "rw-p", "/b")
            + record(1, 0x20000, PAGE, "rw-p", "//anon")
            + record(1, 0x30000, PAGE, "rw-p", "//anon").replace("@ 0 fe:00 7", "@ 0x30000 00:00 0")
            + record(1, 0x40000, 2 * PAGE, "rw-s", "anon_inode:x").replace("@ 0", "@ 0x5000")
            + record(1, 0x40000, PAGE, "r--s", "anon_inode:x")
            + record(1, 0x1f000, 3 * PAGE, "rw-p", "[heap]");
    assertThat(lines(log))
        .containsExactly(
            "00010000-00011000 r-xp 00000000 fe:00 7 /a",
            "00011000-00012000 rw-p 00000000 fe:00 7 /b",
            "00012000-00014000 r-xp 00002000 fe:00 7 /a",
            "0001f000-00022000 rw-p 00000000 fe:00 7 [heap]",
            "00030000-00031000 rw-p 00000000 00:00 0",
            "00040000-00041000 r--s 00000000 fe:00 7 anon_inode:x",
            "00041000-00042000 rw-s 00006000 fe:00 7 anon_inode:x");
  }

  /// The same by a model that knows each page.
  @Test
  void everyPageIsOfTheLastRecordThatHasIt() {
    Random random = new Random(34);
    for (int round = 0; round < 200; round++) {
      int[] pages = new int[64];
      StringBuilder log = new StringBuilder();
      for (int number = 1; number <= 40; number++) {
        int from = random.nextInt(pages.length);
        int count = 1 + random.nextInt(Math.min(12, pages.length - from));
        log.append(record(1, (1 + from) * PAGE, count * PAGE, "r--p", "/" + number));
        for (int page = from; page < from + count; page++) {
          pages[page] = number;
        }
      }
      int[] found = new int[pages.length];
      for (String line : lines(log.toString())) {
        long start = Long.parseLong(line.substring(0, 8), 16);
        long end = Long.parseLong(line.substring(9, 17), 16);
        for (long at = start; at < end; at += PAGE) {
          found[(int) (at / PAGE) - 1] = Integer.parseInt(line.replaceAll(".*/", ""));
        }
      }
      assertThat(found).isEqualTo(pages);
    }
  }

  @Test
  void anotherProgramReplacesAll() {
    String exec = " a 1 [-01] 1.2: PERF_RECORD_COMM exec: odd:1/2: name:%d/%d\n";
    String first = record(1, 0x10000, PAGE, "r-xp", "/sh");
    String second = record(1, 0x30000, PAGE, "r-xp", "/sleep");
    assertThat(lines(first + exec.formatted(1, 1) + second))
        .hasSize(1)
        .first()
        .asString()
        .endsWith("/sleep");
    assertThat(lines(first + exec.formatted(2, 2) + second)).hasSize(2);
  }

  @Test
  void namesTheProcessesOfALogOfSeveral() {
    String log =
        IntStream.rangeClosed(1, 20)
            .mapToObj(pid -> record(pid, 0x10000, PAGE, "r-xp", "/hunter2"))
            .collect(Collectors.joining());
    PastedTextException complaint =
        catchThrowableOfType(PastedTextException.class, () -> listing(log));
    assertThat(complaint)
        .hasMessageContaining("(1, 2, 3, 4, 5, 6, 7, 8 and others)")
        .hasMessageContaining("grep '1/' FILE")
        .hasMessageNotContaining("hunter2");
    assertThat(
            catchThrowableOfType(
                PastedTextException.class,
                () -> listing(record(-1, 0x10000, PAGE, "r-xp", "[kernel.kallsyms]_text"))))
        .hasMessageContaining("--show-mmap-events");
  }

  @Test
  void saysWhichRecordIsDamaged() {
    String log =
        "# cmdline: PERF_RECORD_MMAP2 1\n"
            + record(-1, 0x10000, PAGE, "r-xp", "[kernel.kallsyms]_text")
            + record(1, 0x10000, PAGE, "r-xp", "/a");
    assertThat(lines(log)).hasSize(1);
    PastedTextException complaint =
        catchThrowableOfType(
            PastedTextException.class,
            () -> listing(log + record(1, 0x20000, PAGE, "r?xp", "/hunter2") + log));
    assertThat(complaint.kind()).isEqualTo(PastedTextException.Kind.MALFORMED);
    assertThat(complaint.line()).isEqualTo(4);
    assertThat(complaint).hasMessage("expected 'w' or '-'");
  }

  @Test
  void saysWhatTheRecordsLack() {
    String old = "x 1 [-01] 1.2: PERF_RECORD_MMAP 1/1: [0x10000(0x1000) @ 0x3000]: x /a b\n";
    assertThat(listing(old).lacks())
        .containsExactlyInAnyOrder(
            Lack.PERMISSIONS, Lack.DEVICE, Lack.INODE, Lack.UNMAPPINGS, Lack.DATA_MAPPINGS);
    assertThat(lines(old)).containsExactly("00010000-00011000 ---p 00003000 00:00 1 /a b");
    String build =
        record(1, 0x10000, PAGE, "r-xp", "/a").replace("fe:00 7 8", "<" + "0a".repeat(20) + ">");
    assertThat(listing(build).lacks())
        .containsExactlyInAnyOrder(Lack.DEVICE, Lack.INODE, Lack.UNMAPPINGS, Lack.DATA_MAPPINGS);
    assertThat(listing(record(1, 0x10000, PAGE, "rw-s", "/a")).lacks())
        .containsExactly(Lack.UNMAPPINGS);
  }

  @Test
  void neverHasMoreMappingsThanAProcessMay() {
    String log =
        IntStream.rangeClosed(1, 80_001)
            .mapToObj(page -> record(1, 2L * page * PAGE, PAGE, "r-xp", "/a"))
            .collect(Collectors.joining());
    assertThat(catchThrowableOfType(PastedTextException.class, () -> listing(log)).kind())
        .isEqualTo(PastedTextException.Kind.TOO_MANY);
    // One long name that many small mappings cut into pieces.
    String cut =
        record(1, PAGE, 0x40000000, "r-xp", "/" + "a".repeat(4000))
            + IntStream.rangeClosed(1, 10_000)
                .mapToObj(page -> record(1, 2L * page * PAGE, PAGE, "r-xp", "/a"))
                .collect(Collectors.joining());
    assertThat(catchThrowableOfType(PastedTextException.class, () -> listing(cut)).kind())
        .isEqualTo(PastedTextException.Kind.TOO_MANY);
  }
}
