package dev.vmascope.diff;

import static dev.vmascope.diff.AddressSpaces.between;
import static dev.vmascope.diff.AddressSpaces.diff;
import static dev.vmascope.diff.AddressSpaces.lines;
import static dev.vmascope.diff.AddressSpaces.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What calls of a process make of its listing, and how it is told.
class ChangeTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mmap | | 7f0000-7f1000 rw-p 0 00:00 0 | added | 4096 | MMAP",
        "munmap | 7f0000-7f1000 rw-p 0 00:00 0 | | removed | -4096 | MUNMAP",
        "brk | 700000-721000 rw-p 0 00:00 0 [heap] | 700000-821000 rw-p 0 00:00 0 [heap] | grown | 1048576 | BRK",
        "brk down | 700000-821000 rw-p 0 00:00 0 [heap] | 700000-721000 rw-p 0 00:00 0 [heap] | shrunk | -1048576 | BRK",
        "stack | 7f8000-7f9000 rw-p 0 00:00 0 [stack] | 7f0000-7f9000 rw-p 0 00:00 0 [stack] | grown | 32768 |"
            + " STACK_GROWTH",
        "mprotect | 7f0000-7f1000 rw-p 0 00:00 0 | 7f0000-7f1000 r-xp 0 00:00 0 | reprotected | 0 | MPROTECT",
        "both ends | 7f1000-7f3000 rw-p 0 00:00 0 | 7f2000-7f4000 rw-p 0 00:00 0 | shifted | 0 | MMAP MUNMAP",
        "prctl | 7f1000-7f3000 rw-p 0 00:00 0 | 7f1000-7f3000 rw-p 0 00:00 0 [anon:x] | renamed | 0 | PRCTL",
        "rm | 7f1000-7f3000 r--p 0 fe:00 7 /d | 7f1000-7f3000 r--p 0 fe:00 7 /d (deleted) | renamed | 0 | UNLINK",
        "mv | 7f1000-7f3000 r--p 0 fe:00 7 /d | 7f1000-7f3000 r--p 0 fe:00 7 /e | renamed | 0 | RENAME",
        "mremap of a file | 7f1000-7f3000 r--s 1000 fe:00 7 /d | 6f1000-6f3000 r--s 1000 fe:00 7 /d | moved | 0 |"
            + " MREMAP MMAP",
        "mremap of more of it | 7f1000-7f3000 r--s 0 fe:00 7 /d | 6f1000-6f5000 r--s 0 fe:00 7 /d | moved | 8192 |"
            + " MREMAP MMAP",
        "mremap | 7f1000-7f3000 rw-p 0 00:00 0 | 6f1000-6f3000 rw-p 0 00:00 0 | moved | 0 | MREMAP MMAP",
        "old kernel's heap | 8d1e000-8d20000 rwxp 8d1e000 00:00 0 [heap] | 8d1e000-8d21000 rwxp 8d1e000 00:00 0 [heap]"
            + " | grown | 4096 | BRK",
      })
  void areToldByWhatBecameOfAMapping(
      String call, String before, String after, String type, long changed, String likely) {
    MappingChange change =
        only(between(Stream.ofNullable(before).toList(), Stream.ofNullable(after).toList()));
    assertThat(change.type()).as(call).hasToString(type);
    assertThat(change.changedBytes()).isEqualTo(changed);
    assertThat(change.likely().stream().map(Enum::name)).containsExactly(likely.split(" "));
    assertThat(change.before()).hasSize(before == null ? 0 : 1);
    assertThat(change.after()).hasSize(after == null ? 0 : 1);
  }

  @Test
  void tellTheEndsThatMoved() {
    MappingChange stack =
        only(
            between(
                List.of("7f8000-7f9000 rw-p 0 00:00 0 [stack]"),
                List.of("7f0000-7f9000 rw-p 0 00:00 0 [stack]")));
    assertThat(stack.lowBytes()).isEqualTo(OptionalLong.of(0x8000));
    assertThat(stack.highBytes()).isEqualTo(OptionalLong.of(0));
    MappingChange moved =
        only(
            between(
                List.of("7f1000-7f3000 r--s 0 fe:00 7 /d"),
                List.of("6f1000-6f5000 r--s 0 fe:00 7 /d")));
    assertThat(moved.lowBytes()).isEmpty();
    assertThat(moved.highBytes()).isEqualTo(OptionalLong.of(0x2000));
    assertThat(moved.distanceBytes()).isEqualTo(OptionalLong.of(-0x100000));
    assertThat(moved.certain()).as("it may as well be another window of the file").isFalse();
  }

  @Test
  void areOneSplitIfAPartGetsOtherPermissions() {
    AddressSpaceDiff diff =
        between(
            List.of("7f0000-7f9000 rw-p 0 00:00 0"),
            List.of(
                "7f0000-7f4000 rw-p 0 00:00 0",
                "7f4000-7f6000 r--p 0 00:00 0",
                "7f6000-7f9000 rw-p 0 00:00 0"));
    MappingChange split = only(diff);
    assertThat(split.type()).isEqualTo(ChangeType.SPLIT);
    assertThat(split.cause()).contains(ChangeCause.REPROTECTED);
    assertThat(split.after()).hasSize(3);
    assertThat(split.weightBytes()).isEqualTo(0x2000);
  }

  @Test
  void areOneSplitAroundAHole() {
    AddressSpaceDiff diff =
        between(
            List.of("7f0000-7f9000 rw-p 0 00:00 0"),
            List.of("7f0000-7f4000 rw-p 0 00:00 0", "7f6000-7f9000 rw-p 0 00:00 0"));
    assertThat(only(diff).cause()).contains(ChangeCause.UNMAPPED);
    assertThat(only(diff).changedBytes()).isEqualTo(-0x2000);
    AddressSpaceDiff back =
        between(
            List.of("7f0000-7f4000 rw-p 0 00:00 0", "7f6000-7f9000 rw-p 0 00:00 0"),
            List.of("7f0000-7f9000 rw-p 0 00:00 0"));
    assertThat(only(back).type()).isEqualTo(ChangeType.MERGED);
    assertThat(only(back).cause()).contains(ChangeCause.FILLED);
    assertThat(only(back).changedBytes()).isEqualTo(0x2000);
  }

  @Test
  void areOneSplitIfOnlyAFlagDiffers() {
    AddressSpaceDiff diff =
        between(
            List.of("7f0000-7f9000 rw-p 0 00:00 0"),
            List.of("7f0000-7f4000 rw-p 0 00:00 0", "7f4000-7f9000 rw-p 0 00:00 0"));
    assertThat(only(diff).cause()).contains(ChangeCause.ADVISED);
    assertThat(only(diff).changedBytes()).isZero();
  }

  /// An arena of glibc that takes more of what it reserved.
  @Test
  void tellTheBoundaryThatMoved() {
    List<ClassifiedMapping> before =
        AddressSpaces.listing(
            "7f0000000000-7f000038e000 rw-p 0 00:00 0", "7f000038e000-7f0004000000 ---p 0 00:00 0");
    List<ClassifiedMapping> after =
        AddressSpaces.listing(
            "7f0000000000-7f00004e7000 rw-p 0 00:00 0", "7f00004e7000-7f0004000000 ---p 0 00:00 0");
    assertThat(diff(before, after).changes())
        .extracting(MappingChange::type, MappingChange::changedBytes, MappingChange::likely)
        .containsExactly(
            tuple(ChangeType.GROWN, 0x159000L, List.of(LikelyCall.MPROTECT)),
            tuple(ChangeType.SHRUNK, -0x159000L, List.of(LikelyCall.MPROTECT)));
    SumsByCategory sums = AddressSpaces.sums(before, after);
    CategoryDiff arena =
        Optional.ofNullable(sums.byCategory().get(MappingCategory.GLIBC_ARENA)).orElseThrow();
    assertThat(arena.changedBytes()).isEqualTo(0x159000);
    assertThat(arena.reprotectedBytes()).isEqualTo(0x159000);
    assertThat(sums.total().mappedBytes()).isZero();
  }

  /// The gate lies in the kernel's half, where addresses are negative as numbers.
  @Test
  void orderAddressesAsUnsigned() {
    String gate = "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]";
    AddressSpaceDiff diff =
        between(List.of(gate), List.of("7f0000000000-7f0000001000 rw-p 0 00:00 0", gate));
    assertThat(diff.changes()).hasSize(1);
    assertThat(diff.unchanged()).as("without the gate").isEqualTo(1);
  }

  @Test
  void compareManyMappingsInOneRun() {
    List<String> before =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "%x-%x rw-p 0 00:00 0".formatted(i * 0x3000, i * 0x3000 + 0x1000))
            .skip(100)
            .toList();
    AddressSpaceDiff diff = between(before, before.stream().skip(1).toList());
    assertThat(diff.changes()).hasSize(1);
    assertThat(lines(diff.changes().getFirst().before()))
        .containsExactly("12c000-12d000 rw-p 0 00:00 0");
  }
}
