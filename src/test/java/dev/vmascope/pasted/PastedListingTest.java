package dev.vmascope.pasted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The listings of texts that the tools themselves have printed.
class PastedListingTest {
  private static PastedTextException complaint(String text) {
    return catchThrowableOfType(
        PastedTextException.class, () -> Samples.read(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static PastedListing listing(String text) {
    return Samples.read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<ClassifiedMapping> mappings(PastedListing listing) throws IOException {
    MappingReader reader = listing.reader(UnaryOperator.identity());
    List<ClassifiedMapping> mappings = new ArrayList<>();
    for (ClassifiedMapping next = reader.next(); next != null; next = reader.next()) {
      mappings.add(next);
    }
    return mappings;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apport.txt          | apport       |  10 |  33 |  24 | indented                         |
          eu-readelf.txt      | nt-file      |  78 |  92 |  15 |                                  | PERMISSIONS DEVICE INODE ANONYMOUS_MAPPINGS
          gdb-core.txt        | gdb          |   9 |  23 |  15 |                                  | PERMISSIONS DEVICE INODE ANONYMOUS_MAPPINGS
          gdb-old.txt         | gdb          |   7 |  30 |  24 |                                  | PERMISSIONS DEVICE INODE
          gdb.txt             | gdb          |   7 |  30 |  24 |                                  | DEVICE INODE
          glibc-abort.txt     | glibc-abort  |   6 |  15 |  10 |                                  |
          heap-profile.txt    | heap-profile |   5 |  68 |  64 |                                  |
          hs_err.txt          | hs-err       | 306 | 460 | 155 |                                  |
          journal-bytes.json  | journal      |   1 |   1 |  24 |                                  |
          journal-verbose.txt | journal      |   4 |  27 |  24 | indented                         |
          journal.export      | journal      |   5 |  28 |  24 |                                  |
          journal.json        | journal      |   1 |   1 |  24 |                                  |
          lldb.txt            | lldb         |   3 |  11 |   5 |                                  | SHARING OFFSET DEVICE INODE
          mail.txt            | maps         |   6 |  39 |  24 | carriage-returns quotes wrapped  |
          maps.txt            | maps         |   1 |  24 |  24 |                                  |
          perf.txt            | perf         |  57 |  93 |  36 |                                  | UNMAPPINGS
          pmap-X.txt          | pmap-xx      |   3 |  26 |  24 |                                  | FOLDERS
          pmap-XX.txt         | pmap-xx      |   3 |  26 |  24 |                                  | FOLDERS
          pmap-d.txt          | pmap-d       |   3 |  26 |  24 |                                  | INODE FOLDERS NAMES
          pmap-p.txt          | pmap         |   2 |  25 |  24 |                                  | OFFSET DEVICE INODE NAMES
          pmap-x.txt          | pmap-x       |   3 |  26 |  24 |                                  | OFFSET DEVICE INODE FOLDERS NAMES
          pmap.txt            | pmap         |   2 |  25 |  24 |                                  | OFFSET DEVICE INODE FOLDERS NAMES
          ranges.txt          | heap-profile |   5 |   6 |   2 |                                  | PERMISSIONS OFFSET DEVICE INODE ANONYMOUS_MAPPINGS
          readelf.txt         | nt-file      |  18 |  47 |  15 |                                  | PERMISSIONS DEVICE INODE ANONYMOUS_MAPPINGS
          ruby.txt            | ruby         |  54 | 179 | 126 |                                  |
          sanitizer.txt       | sanitizer    |  53 | 141 |  89 |                                  | PERMISSIONS OFFSET DEVICE INODE
          smaps.txt           | smaps        |   1 | 600 |  24 |                                  |
          source-text.txt     | maps         |  40 |  49 |  10 |                                  |
          system-map.txt      | system-map   |  34 | 187 | 154 |                                  | OFFSET DEVICE INODE
          tombstone.txt       | tombstone    |  17 |  23 |   7 |                                  | SHARING DEVICE INODE
          valgrind.txt        | valgrind     |  84 | 154 |  58 |                                  | SHARING NAMES
          """)
  void findsTheListing(
      String file,
      String format,
      int from,
      int to,
      int count,
      @Nullable String forgiven,
      @Nullable String lacks)
      throws IOException {
    PastedListing listing = Samples.read(Samples.bytes(file));
    assertThat(listing.format()).hasToString(format);
    assertThat(listing.fromLine()).isEqualTo(from);
    assertThat(listing.toLine()).isEqualTo(to);
    assertThat(listing.mappings()).isEqualTo(count);
    assertThat(mappings(listing)).hasSize(count);
    assertThat(words(listing.forgiven())).isEqualTo(forgiven == null ? "" : forgiven);
    assertThat(words(listing.lacks())).isEqualTo(lacks == null ? "" : lacks);
    assertThat(listing.cut()).isFalse();
  }

  private static String words(Iterable<?> facts) {
    List<String> words = new ArrayList<>();
    facts.forEach(fact -> words.add(fact.toString()));
    return String.join(" ", words);
  }

  @Test
  void everySampleHasARow() {
    assertThat(Samples.names()).hasSize(31);
  }

  /// What the kernel has written comes back byte for byte, whoever copied it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "maps.txt",
        "smaps.txt",
        "hs_err.txt",
        "ruby.txt",
        "glibc-abort.txt",
        "heap-profile.txt"
      })
  void returnsTheBytesOfTheKernel(String file) {
    PastedListing listing = Samples.read(Samples.bytes(file));
    List<String> lines = Samples.text(file).lines().toList();

    assertThat(Samples.kernelText(listing))
        .isEqualTo(
            lines.subList(listing.fromLine() - 1, listing.toLine()).stream()
                .collect(Collectors.joining("\n", "", "\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apport.txt", "journal.json", "journal-bytes.json", "journal.export"})
  void returnsThemWithoutWhatCarriesThem(String file) {
    assertThat(Samples.kernelText(Samples.read(Samples.bytes(file))))
        .isEqualTo(Samples.text("maps.txt"));
  }

  @Test
  void putsTogetherWhatAMailHasBroken() {
    assertThat(Samples.kernelText(Samples.read(Samples.bytes("mail.txt"))).replace(" \n", "\n"))
        .isEqualTo(Samples.text("maps.txt").replace(" \n", "\n"));
  }

  /// The ten lines of the text that this project began with, with all of the text around them.
  @Test
  void readsTheListingOfTheSourceText() throws IOException {
    PastedListing listing = Samples.read(Samples.bytes("source-text.txt"));
    List<String> lines = Samples.text("source-text.txt").lines().toList().subList(39, 49);

    assertThat(Samples.kernelText(listing)).isEqualTo(String.join("\n", lines) + "\n");
    ClassifiedMapping shared = mappings(listing).get(5);
    assertThat(shared.mapping().permissions()).hasToString("rw-s");
    assertThat(shared.mapping().device()).hasToString("03:03");
    assertThat(shared.name().text()).isEqualTo("/home/humble/test.txt");
  }

  @Test
  void countsTheLastAddressOfATombstone() throws IOException {
    List<ClassifiedMapping> mappings = mappings(Samples.read(Samples.bytes("tombstone.txt")));

    assertThat(mappings.getFirst().mapping().range().end()).isEqualTo(0x560a635000L);
    assertThat(mappings.get(4).name().text()).isEqualTo("/system/lib64/fake.so");
  }

  @Test
  void takesTheSameAddressesFromEveryTool() throws IOException {
    List<Long> starts = starts("maps.txt");
    for (String file :
        List.of("pmap.txt", "pmap-x.txt", "pmap-d.txt", "pmap-X.txt", "gdb.txt", "smaps.txt")) {
      assertThat(starts(file)).as(file).isEqualTo(starts);
    }
    assertThat(starts).containsAll(starts("eu-readelf.txt")).containsAll(starts("readelf.txt"));
  }

  private static List<Long> starts(String file) throws IOException {
    return mappings(Samples.read(Samples.bytes(file))).stream()
        .flatMap(
            listed -> Stream.of(listed.mapping().range().start(), listed.mapping().range().end()))
        .toList();
  }

  @Test
  void saysWhereALineIsDamaged() {
    String text = Samples.text("maps.txt").replace("r-xp 00002000", "r-xp 0000200g");

    PastedTextException complaint = complaint("$ cat maps\n" + text);

    assertThat(complaint.kind()).isEqualTo(PastedTextException.Kind.MALFORMED);
    assertThat(complaint.line()).isEqualTo(3);
    assertThat(complaint.column()).isEqualTo(39);
    assertThat(complaint).hasMessageContaining("expected");
  }

  @Test
  void saysThatTheFirstLineIsDamaged() {
    PastedTextException complaint =
        complaint("$\n" + Samples.text("maps.txt").replaceFirst(" fe:00.*", ""));

    assertThat(complaint.line()).isEqualTo(2);
    assertThat(complaint).hasMessageContaining("expected a blank");
  }

  @Test
  void saysThatTheEndIsMissing() {
    String text = Samples.text("heap-profile.txt");

    assertThat(listing(text.substring(0, text.length() - 40)).cut()).isTrue();
  }

  @Test
  void takesTheLongestOfSeveralListings() {
    String text = Samples.text("source-text.txt") + "\n" + Samples.text("maps.txt");

    PastedListing listing = listing(text);

    assertThat(listing.mappings()).isEqualTo(24);
    assertThat(listing.others()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                | EMPTY        | empty
          'hello'                                           | UNRECOGNISED | /proc/PID/maps
          '55d0-7fff ---p 00000000 00:00 0   [rollup]'      | UNRECOGNISED | smaps_rollup
          'fatal error: x\n\ngoroutine 1 [running]:'        | UNRECOGNISED | Go program
          '\u007fELF'                                       | BINARY       | eu-readelf -n
          'MDMP'                                            | BINARY       | minidump_dump
          """)
  void saysWhatToSendInstead(String text, String kind, String advice) {
    PastedTextException complaint = complaint(text.translateEscapes());

    assertThat(complaint.kind()).hasToString(kind);
    assertThat(complaint).hasMessageContaining(advice);
  }

  @Test
  void readsTheLineOfAMapping() {
    String line = Samples.text("maps.txt").lines().findFirst().orElseThrow();

    assertThat(Samples.kernelText(listing("\u00ef\u00bb\u00bf" + line)))
        .isEqualTo(line + "\n")
        .isEqualTo(
            MapsParser.parse((line + "\n").getBytes(StandardCharsets.ISO_8859_1), "text")
                .getFirst()
                .print());
  }
}
