package dev.vmascope.diff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.diff.AddressSpaces;
import dev.vmascope.diff.TooManyChangesException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What becomes of typical differences between two runs.
class RunChangesTest {
  private static final String[] RUN = {
    "555500000000-555500001000 r-xp 0 fe:00 5 /bin/x",
    "555500001000-555500002000 rw-p 1000 fe:00 5 /bin/x",
    "555500002000-555500004000 rw-p 0 00:00 0",
    "555500100000-555500121000 rw-p 0 00:00 0 [heap]",
    "7f0000000000-7f0000001000 r-xp 0 fe:00 6 /lib/ld.so",
    "7ffc00000000-7ffc00021000 rw-p 0 00:00 0 [stack]"
  };
  private static final String[] LATER_RUN = {
    "560000000000-560000001000 r-xp 0 fe:00 5 /bin/x",
    "560000001000-560000002000 rw-p 1000 fe:00 5 /bin/x",
    "560000002000-560000004000 rw-p 0 00:00 0",
    "560000300000-560000321000 rw-p 0 00:00 0 [heap]",
    "7f1000000000-7f1000001000 r-xp 0 fe:00 6 /lib/ld.so",
    "7ffd00000000-7ffd00021000 rw-p 0 00:00 0 [stack]"
  };

  private static RunComparison compare(String[] before, String[] after, long mostBytes)
      throws IOException {
    return RunComparison.of(
        AddressSpaces.source(AddressSpaces.listing(before)),
        AddressSpaces.source(AddressSpaces.listing(after)),
        mostBytes);
  }

  private static RunComparison compare(String[] before, String[] after) throws IOException {
    return compare(before, after, Long.MAX_VALUE);
  }

  /// A listing with a line more, or in place of the one at an index.
  private static String[] with(String[] lines, String line, int inPlaceOf) {
    return Stream.concat(
            Stream.of(lines).filter(one -> inPlaceOf < 0 || !one.equals(lines[inPlaceOf])),
            Stream.of(line))
        .sorted()
        .toArray(String[]::new);
  }

  private static List<String> told(RunComparison compared) {
    return compared.diff((_, _) -> {}).changes().stream()
        .map(change ->
            "%s %d %s %s"
                .formatted(
                    change.type(),
                    change.changedBytes() >> 12,
                    change.after().or(change::before).orElseThrow().object().name().latin1(),
                    change.certain() ? "certain" : "likely"))
        .toList();
  }

  @Test
  void areNoneBetweenRunsThatDifferInAddressesAlone() throws IOException {
    RunComparison compared = compare(RUN, LATER_RUN);
    assertThat(compared.diff((_, _) -> {})).isEqualTo(new RunDiff(List.of(), 6));
    assertThat(compared.shifts().program()).hasValue(0xab00000000L);
    assertThat(compared.shifts().heap()).hasValue(0xab00200000L);
    assertThat(compared.shifts().mmap()).hasValue(0x1000000000L);
    assertThat(compared.shifts().stack()).hasValue(0x100000000L);
    assertThat(compared.shifts().areNone()).isFalse();
    assertThat(compare(RUN, RUN).shifts().areNone()).isTrue();
  }

  @Test
  void ofTheStackAndTheHeapAreFacts() throws IOException {
    String[] grown = with(LATER_RUN, "560000300000-560000400000 rw-p 0 00:00 0 [heap]", 3);
    assertThat(told(compare(RUN, grown))).containsExactly("grown 223 [heap] certain");
  }

  @Test
  void ofDataBesideAnObjectBelongToIt() throws IOException {
    String[] grown = with(LATER_RUN, "560000002000-560000009000 rw-p 0 00:00 0", 2);
    String[] more = with(grown, "7f2000000000-7f2000003000 rw-p 0 00:00 0", -1);
    assertThat(told(compare(RUN, more))).containsExactly("grown 5  likely", "added 3  likely");
  }

  @Test
  void ofAVersionAreMarked() throws IOException {
    String[] before = with(RUN, "7f2000000000-7f2000003000 r-xp 0 fe:00 9 /lib/libz.so.1.2", -1);
    String[] after = with(LATER_RUN, "7f2000000000-7f2000003000 r-xp 0 fe:00 9 /l/libz.so.2", -1);
    RunComparison compared = compare(before, after);
    assertThat(told(compared)).containsExactly("renamed 0 /l/libz.so.2 likely");
    assertThat(compared.objects())
        .filteredOn(object -> object.name().latin1().equals("/l/libz.so.2"))
        .first()
        .satisfies(object -> {
          assertThat(object.counterpart()).isNotNull();
          assertThat(object.mappingsAfter()).isEqualTo(1);
          assertThat(object.bytesBefore()).isZero();
        });
  }

  @Test
  void ofTwoFilesThatMayBeTheVersionAreNotPaired() throws IOException {
    String[] before = with(RUN, "7f2000000000-7f2000003000 r-xp 0 fe:00 9 /lib/libz.so.1", -1);
    String[] one = with(LATER_RUN, "7f2000000000-7f2000003000 r-xp 0 fe:00 9 /lib/libz.so.2", -1);
    String[] two = with(one, "7f3000000000-7f3000003000 r-xp 0 fe:00 8 /lib/libz.so.3", -1);
    assertThat(told(compare(before, two)))
        .containsExactly(
            "removed -3 /lib/libz.so.1 certain",
            "added 3 /lib/libz.so.2 certain",
            "added 3 /lib/libz.so.3 certain");
  }

  @Test
  void ofAFileThatWasReplacedAreToldByItsInode() throws IOException {
    String[] replaced = with(LATER_RUN, "7f1000000000-7f1000001000 r-xp 0 fe:00 7 /lib/ld.so", 4);
    RunComparison compared = compare(RUN, replaced);
    assertThat(compared.diff((_, _) -> {}).changes()).isEmpty();
    assertThat(compared.objects().stream().filter(RunObject::isReplaced).map(RunObject::name))
        .extracting(name -> name.latin1())
        .containsExactly("/lib/ld.so");
    String[] elsewhere = with(LATER_RUN, "7f1000000000-7f1000001000 r-xp 0 fe:09 7 /lib/ld.so", 4);
    assertThat(compare(RUN, elsewhere).objects()).noneMatch(RunObject::isReplaced);
  }

  @Test
  void takeNoMoreMemoryThanTheyMay() {
    assertThatThrownBy(() -> compare(RUN, LATER_RUN, 1_000))
        .isInstanceOf(TooManyChangesException.class);
  }
}
