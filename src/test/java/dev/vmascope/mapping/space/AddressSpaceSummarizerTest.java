package dev.vmascope.mapping.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.RandomListing;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.space.AddressSpaceSummary.CategoryTotal;
import dev.vmascope.mapping.space.AddressSpaceSummary.Total;
import dev.vmascope.mapping.text.RawText;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What listings add up to.
class AddressSpaceSummarizerTest {
  @Test
  void addsNothingUpToNothing() {
    assertThat(summaryOf(List.of()))
        .isEqualTo(
            new AddressSpaceSummary(
                0,
                0,
                List.of(),
                List.of(),
                false,
                List.of(),
                List.of(),
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Usage.NONE));
  }

  @Test
  void saysWhereThereAreMoreNamesThanItKeeps() {
    AddressSpaceSummarizer sums = new AddressSpaceSummarizer();
    String longName = "/" + "n".repeat(4000);
    int mappings = 5000;
    for (int i = 0; i < mappings; i++) {
      long start = 0x1000L * (i + 1);
      AddressRange range = new AddressRange(start, start + 0x1000);
      sums.add(
          Listings.listed(
              new Mapping(
                  range,
                  Permissions.ofBits(8),
                  0,
                  new Device(0xfe, 0),
                  7,
                  new RawText(longName + i))));
    }

    AddressSpaceSummary summary = sums.summary();

    assertThat(summary.namesLeftOut()).isTrue();
    assertThat(summary.byPath()).hasSizeBetween(1000, 2200);
    assertThat(summary.count()).isEqualTo(mappings);
  }

  @Test
  void addsUpTheListingOfTheText() {
    AddressSpaceSummary summary = summaryOf(Captures.mappings("source-text/maps"));

    assertThat(summary.count()).isEqualTo(10);
    assertThat(summary.virtualBytes()).isEqualTo(0x150000);
    assertThat(summary.gaps()).isEqualTo(3);
    assertThat(summary.largestGapBytes()).hasValue(0xbfffd000L - 0x42135000L);
    assertThat(summary.lowest()).hasValue(0x08048000L);
    assertThat(summary.highest()).hasValue(0xc0000000L);
    assertThat(summary.byPermissions())
        .containsExactly(
            total("r-xp", 3, 0x140000),
            total("rw-p", 4, 0xb000),
            total("rwxp", 2, 0x4000),
            total("rw-s", 1, 0x1000));
    assertThat(summary.byPath())
        .containsExactly(
            total("/lib/i686/libc-2.x.so", 2, 0x131000),
            total("/lib/ld-2.x.so", 2, 0x14000),
            total("/home/humble/new", 2, 0x2000),
            total("/home/humble/test.txt", 1, 0x1000));
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.proc.Captures#WITH_MEMORY")
  void agreesWithTheKernelsOwnSum(String process) {
    AddressSpaceSummary summary = summaryOf(Captures.mappings(process + "/maps"));
    ProcessStatus status = ProcessStatus.parse(Captures.bytes(process + "/status"), "status");

    assertThat(summary.virtualBytes())
        .isEqualTo(status.sizes().bytes(ProcessSize.VIRTUAL).orElseThrow());
  }

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.proc.Captures#LISTINGS")
  void partitionsTheAddressSpace(String file) {
    checkLaws(Captures.mappings(file));
  }

  @Test
  void partitionsRandomListings() {
    RandomListing random = new RandomListing(new Random(3));
    for (int round = 0; round < 500; round++) {
      String listing = random.lines(20);
      checkLaws(Listings.lines(listing).stream().map(MapsLine::mapping).toList());
    }
  }

  private static void checkLaws(List<Mapping> mappings) {
    AddressSpaceSummary summary = summaryOf(mappings);
    List<Mapping> counted = mappings.stream().filter(m -> !m.isGate()).toList();

    assertThat(summary.count()).isEqualTo(counted.size());
    assertThat(summary.byPermissions().stream().mapToLong(Total::virtualBytes).sum())
        .isEqualTo(summary.virtualBytes());
    assertThat(summary.byPermissions().stream().mapToInt(Total::mappings).sum())
        .isEqualTo(summary.count());
    assertThat(summary.byPath().stream().mapToLong(Total::virtualBytes).sum())
        .isLessThanOrEqualTo(summary.virtualBytes());
    assertThat(summary.byPath())
        .isSortedAccordingTo(Comparator.comparingLong(Total::virtualBytes).reversed());
    assertThat(summary.byCategory().stream().mapToLong(CategoryTotal::virtualBytes).sum())
        .isEqualTo(summary.virtualBytes());
    assertThat(summary.byCategory().stream().mapToInt(CategoryTotal::mappings).sum())
        .isEqualTo(summary.count());
    assertThat(summary.largest())
        .hasSize(Math.min(10, counted.size()))
        .extracting(listed -> listed.mapping().sizeBytes())
        .containsExactlyElementsOf(
            counted.stream()
                .map(Mapping::sizeBytes)
                .sorted(Comparator.reverseOrder())
                .limit(10)
                .toList());
    assertThat(summary.largestGapBytes().isPresent()).isEqualTo(summary.gaps() > 0);
  }

  @Test
  void leavesTheGateOut() {
    List<Mapping> mappings = Captures.mappings("jvm/maps");
    AddressSpaceSummary summary = summaryOf(mappings);

    assertThat(mappings.getLast().isGate()).isTrue();
    assertThat(summary)
        .usingRecursiveComparison()
        .isEqualTo(summaryOf(mappings.subList(0, mappings.size() - 1)));
    assertThat(summary.count()).isEqualTo(mappings.size() - 1);
  }

  @Test
  void addsUpUnderThePathWhereThereIsOneElseUnderTheName() {
    List<Total> byPath = summaryOf(Captures.mappings("odd-names/maps")).byPath();

    assertThat(byPath)
        .contains(
            total("/tmp/odd/d/a\nnewline", 1, 4096),
            total("/tmp/odd/d/deleted", 1, 4096),
            total("[heap]", 1, 0x21000),
            total("/memfd:", 1, 4096))
        .noneMatch(total -> total.key().latin1().isEmpty());
  }

  @Test
  void findsNoGapBetweenNeighbours() {
    AddressSpaceSummary summary =
        summaryOf(
            List.of(
                Listings.mapping("00400000-00401000 r-xp 00000000 00:00 0"),
                Listings.mapping("00401000-00402000 rw-p 00000000 00:00 0")));

    assertThat(summary.gaps()).isZero();
    assertThat(summary.largestGapBytes()).isEmpty();
  }

  private static AddressSpaceSummary summaryOf(List<Mapping> mappings) {
    AddressSpaceSummarizer sums = new AddressSpaceSummarizer();
    mappings.forEach(mapping -> sums.add(Listings.listed(mapping)));
    return sums.summary();
  }

  private static Total total(String key, int mappings, long bytes) {
    return new Total(new RawText(key), mappings, bytes);
  }
}
