package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.VmFlags;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmapsParserTest {
  private static final String HEADER = "00400000-00402000 r-xp 00000000 fe:00 12 ";
  private static final String FILE = HEADER + "                                /bin/x\n";
  private static final String TWO =
      FILE
          + "Size:                  8 kB\n"
          + "Rss:                   4 kB\n"
          + "Private_Clean:         4 kB\n"
          + "Private_Dirty:         0 kB\n"
          + "Private_Hugetlb:    2048 kB\n"
          + "THPeligible:           1\n"
          + "ProtectionKey:         3\n"
          + "VmFlags: rd ex mr mw me zz \n"
          + "00600000-00601000 rw-p 00000000 00:00 0 \n"
          + "Size:                  4 kB\n"
          + "Rss:                   4 kB\n"
          + "VmFlags: rd wr mr mw me ac ht \n";

  private static List<SmapsEntry> parse(String listing) {
    return SmapsParser.parse(listing.getBytes(StandardCharsets.ISO_8859_1), "smaps");
  }

  private static String print(List<SmapsEntry> entries) {
    return entries.stream().map(SmapsEntry::print).collect(Collectors.joining());
  }

  @Test
  void readsTheMeasuresOfAnEntry() {
    SmapsEntry entry = parse(TWO).getFirst();
    assertThat(entry.mapping().backing().path()).isEqualTo(new RawText("/bin/x"));
    assertThat(entry.usage().bytes(UsageField.RESIDENT)).isEqualTo(OptionalLong.of(4096));
    assertThat(entry.usage().thpEligible()).contains(true);
    assertThat(entry.usage().protectionKey()).isEqualTo(OptionalInt.of(3));
  }

  @Test
  void countsPrivateHugePagesAsUnique() {
    assertThat(parse(TWO).getFirst().usage().uniqueBytes())
        .isEqualTo(OptionalLong.of(4096 + (2048 << 10)));
  }

  @Test
  void leavesOutWhatTheKernelDidNotGive() {
    Usage usage = parse(TWO).getLast().usage();
    assertThat(usage.bytes(UsageField.PROPORTIONAL)).isEmpty();
    assertThat(usage.uniqueBytes()).isEmpty();
    assertThat(usage.thpEligible()).isEmpty();
    assertThat(usage.protectionKey()).isEmpty();
    assertThatThrownBy(() -> usage.get(UsageField.PROPORTIONAL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Pss");
  }

  @Test
  void decodesFlagsAndKeepsUnknownOnes() {
    VmFlags flags = parse(TWO).getFirst().flags().orElseThrow();
    assertThat(flags.words())
        .containsExactly("readable", "executable", "may-read", "may-write", "may-execute", "zz");
    assertThat(flags.has(VmFlag.EXECUTABLE)).isTrue();
    assertThat(flags.has(VmFlag.HUGETLB)).isFalse();
    assertThat(parse(TWO).getLast().flags().orElseThrow().has(VmFlag.HUGETLB)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TWO,
        "",
        FILE,
        FILE + "Rss: 7 kB\n",
        FILE + "Rss:            1234567890 kB\n",
        FILE + "Rss:                   4 kB\nRss_New:              12 parrots\nPss:    1 kB\n",
        FILE + "Private_Hugetlb: 12345678 kB\nNews:\nVmFlags:\n",
        TWO + "00601000-00602000 rw-p 00000000 00:00 0 \nSize:                  4 kB\n",
      })
  void printsBackTheSameBytes(String listing) {
    assertThat(print(parse(listing))).isEqualTo(listing);
  }

  @Test
  void keepsUnknownKeys() {
    SmapsEntry entry = parse(FILE + "Newer:   12 parrots \nRss:   4 kB\nNewest: 3\n").getFirst();
    assertThat(entry.unknownFields())
        .containsEntry("Newer", "12 parrots")
        .containsEntry("Newest", "3");
    assertThat(entry.flags()).isEmpty();
  }

  @Test
  void leavesOutTheLastEntryOfAListingThatBrokeOff() throws IOException {
    byte[] bytes = TWO.getBytes(StandardCharsets.ISO_8859_1);
    SmapsParser parser = new SmapsParser(new ByteArrayInputStream(bytes), "smaps", true);
    assertThat(parser.next()).isNotNull();
    assertThat(parser.next()).isNull();
    assertThat(parser.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rss:                   4 kB\n",
        FILE + "Rss:                   4 MB\n",
        FILE + "Rss:                   4\n",
        FILE + "Rss:                   4 kB \n",
        FILE + "Rss:                   04 kB\n",
        FILE + "Rss:                   -4 kB\n",
        FILE + "Rss:                   x kB\n",
        FILE + "Rss:                   9007199254740992 kB\n",
        FILE + "Rss:                   18446744073709551615 kB\n",
        FILE + "THPeligible:           4294967296\n",
        FILE + "THPeligible:           1 kB\n",
        FILE + "Rss:                   4 kB\nRss:                   4 kB\n",
        FILE + "Rss\n",
        FILE + "rss:                   4 kB\n",
        FILE + "Rss:                   4 kB",
        FILE + FILE,
      })
  void refusesWhatIsNoSmaps(String listing) {
    assertThatThrownBy(() -> parse(listing)).isInstanceOf(MalformedException.class);
  }

  @Test
  void sumsLeaveOutWhatOneOfThemLacks() {
    Usage.Sum sum = new Usage.Sum();
    assertThat(sum.usage().bytes(UsageField.RESIDENT)).isEmpty();
    parse(TWO).forEach(entry -> sum.add(entry.usage()));
    assertThat(sum.usage().bytes(UsageField.RESIDENT)).isEqualTo(OptionalLong.of(8192));
    assertThat(sum.usage().bytes(UsageField.PRIVATE_CLEAN)).isEmpty();
    assertThat(sum.usage().bytes(UsageField.KERNEL_PAGE)).isEmpty();
    assertThat(sum.usage().thpEligible()).isEmpty();
    assertThat(sum.usage().protectionKey()).isEmpty();
    assertThat(Usage.NONE.knows(UsageField.RESIDENT)).isFalse();
  }

  @Test
  void readsTheRollup() throws IOException {
    Usage usage =
        rollup(
                """
                55b8d963a000-7fff4065f000 ---p 00000000 00:00 0                          [rollup]
                Rss:                1752 kB
                Pss:                 464 kB
                Pss_Anon:            112 kB
                """)
            .orElseThrow();
    assertThat(usage.get(UsageField.PROPORTIONAL_ANONYMOUS)).isEqualTo(112 << 10);
    assertThat(rollup("")).isEmpty();
  }

  /// Up to the gate until Linux 4.18, over nothing where there is no mapping, and of 32 bit.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00400000-ffffffffff601000",
        "00000000-00000000",
        "00010000-ffff1000",
        "00001000-8000000000000000",
        "ffffffffff600000-ffffffffff601000"
      })
  void holdsTheSpanOfARollupToNoRuleOfMappings(String span) throws IOException {
    Usage usage =
        rollup(span + " ---p 00000000 00:00 0                          [rollup]\nPss: 4 kB\n")
            .orElseThrow();
    assertThat(usage.get(UsageField.PROPORTIONAL)).isEqualTo(4096);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00402000-00400000 ---p 00000000 00:00 0 [rollup] | 1:18",
        "00400000-00402000 ---p 00000000 00:00 0 [heap] | 1:47",
        "00400000-00402000 ---p 00000000 00:00 0 | 1:40",
        "00400000 ---p 00000000 00:00 0 [rollup] | 1:9",
        "400000-402000 ---p 00000000 00:00 0 [rollup] | 1:7"
      })
  void complainsAboutAnotherHeaderOfARollup(String header, String where) {
    assertThatThrownBy(() -> rollup(header + "\nPss: 4 kB\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("smaps_rollup:" + where + ": expected ");
  }

  @Test
  void complainsAboutMoreThanOneRollup() {
    String one = "00400000-00402000 ---p 00000000 00:00 0 [rollup]\nPss: 4 kB\n";
    assertThatThrownBy(() -> rollup(one + one)).hasMessageStartingWith("smaps_rollup:3:1:");
  }

  private static Optional<Usage> rollup(String text) throws IOException {
    return SmapsParser.rollup(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "smaps_rollup");
  }

  @ParameterizedTest
  @ValueSource(strings = {"smaps", "smaps_rollup"})
  void printsBackItsOwnProcess(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc/self", file));
    List<SmapsEntry> entries = SmapsParser.parse(bytes, file);
    assertThat(print(entries)).isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
    assertThat(entries).allMatch(entry -> entry.unknownFields().isEmpty());
  }

  @Test
  void readsWhatIsMergedSwappedAndFreedLazily() {
    Usage usage =
        parse(
                FILE
                    + "Rss:                6144 kB\nKSM:                4096 kB\n"
                    + "LazyFree:           2048 kB\nAnonHugePages:      2048 kB\n"
                    + "Swap:               1024 kB\nSwapPss:             512 kB\n")
            .getFirst()
            .usage();
    assertThat(usage.bytes(UsageField.KSM)).hasValue(4096 << 10);
    assertThat(usage.bytes(UsageField.LAZY_FREE)).hasValue(2048 << 10);
    assertThat(usage.bytes(UsageField.ANONYMOUS_HUGE)).hasValue(2048 << 10);
    assertThat(usage.bytes(UsageField.SWAP)).hasValue(1024 << 10);
    assertThat(usage.bytes(UsageField.SWAP_PROPORTIONAL)).hasValue(512 << 10);
  }
}
