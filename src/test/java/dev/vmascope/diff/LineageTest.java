package dev.vmascope.diff;

import static dev.vmascope.diff.AddressSpaces.between;
import static dev.vmascope.diff.AddressSpaces.listing;
import static dev.vmascope.diff.AddressSpaces.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The identity of memory: what is the same before and after, and what is not.
class LineageTest {
  /// A library that was replaced while it was mapped: another file, and not the same one renamed.
  @Test
  void takeAnotherFileForAnother() {
    AddressSpaceDiff diff =
        between(
            List.of("7f0000-7f9000 r-xp 0 fe:00 7 /lib/l.so"),
            List.of("7f0000-7f9000 r-xp 0 fe:00 8 /lib/l.so"));
    assertThat(diff.changes())
        .extracting(MappingChange::type)
        .containsExactlyInAnyOrder(ChangeType.REMOVED, ChangeType.ADDED);
  }

  /// What the kernel prints is not always what it is: names are labels of private memory, and the
  /// identity of objects that share an inode.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a part is named | 7f0000-7f9000 rw-p 0 00:00 0 | 7f0000-7f4000 rw-p 0 00:00 0; 7f4000-7f9000 rw-p 0 00:00 0"
            + " [anon:x] | split | NAMED",
        "a part of the stack is protected | 7f0000-7f9000 rw-p 0 00:00 0 [stack] | 7f0000-7f4000 r--p 0 00:00 0;"
            + " 7f4000-7f9000 rw-p 0 00:00 0 [stack] | split | REPROTECTED",
        "the heap takes the bss in | 7f0000-7f4000 rw-p 0 00:00 0 | 7f0000-7f9000 rw-p 0 00:00 0 [heap] | grown |",
        "a CPU of a guest goes, another comes | 7f0000-7f3000 rw-s 0 00:0e 9 anon_inode:kvm-vcpu:3 | 7f0000-7f3000"
            + " rw-s 0 00:0e 9 anon_inode:kvm-vcpu:4 | removed added |",
        "private becomes shared | 7f0000-7f3000 r--p 0 fe:00 7 /f | 7f0000-7f3000 r--s 0 fe:00 7 /f | removed added |",
        "deleted before, in a renamed folder | 7f0000-7f3000 r--p 0 fe:00 7 /a/x (deleted) | 7f0000-7f3000 r--p 0"
            + " fe:00 7 /b/x (deleted) | renamed |",
        "one thread ends, another starts | 7f0000-7f1000 ---p 0 00:00 0; 7f1000-7f9000 rw-p 0 00:00 0 | 5f0000-5f1000"
            + " ---p 0 00:00 0; 5f1000-5f9000 rw-p 0 00:00 0 | added added removed removed |",
      })
  void goByWhatTheKernelIdentifies(
      String what, String before, String after, String types, String cause) {
    AddressSpaceDiff diff = between(List.of(before.split("; ", 9)), List.of(after.split("; ", 9)));
    assertThat(diff.changes().stream().map(change -> change.type().toString()))
        .as(what)
        .containsExactlyInAnyOrder(types.split(" ", 9));
    assertThat(diff.changes().getFirst().cause().map(Enum::name))
        .isEqualTo(Optional.ofNullable(cause));
  }

  /// Anonymous memory has no identity: two of one size may be any two.
  @Test
  void neverGuessAmongEquals() {
    AddressSpaceDiff diff =
        between(
            List.of("7f0000-7f1000 rw-p 0 00:00 0", "7f2000-7f3000 rw-p 0 00:00 0"),
            List.of("6f0000-6f1000 rw-p 0 00:00 0"));
    assertThat(diff.changes())
        .extracting(MappingChange::type)
        .containsExactlyInAnyOrder(ChangeType.ADDED, ChangeType.REMOVED, ChangeType.REMOVED);
    MappingChange unique =
        only(
            between(
                List.of("7f0000-7f1000 rw-p 0 00:00 0"), List.of("6f0000-6f1000 rw-p 0 00:00 0")));
    assertThat(unique.type()).isEqualTo(ChangeType.MOVED);
    assertThat(unique.certain()).isFalse();
  }

  /// A process chooses offsets and names whose hashes are equal.
  @Test
  void takeNoLongerForKeysThatAProcessChose() {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (long k = 1; k <= 5_000; k++) {
      String offset = Long.toHexString((k << 44) | (k << 12));
      before.add(
          "%x-%x rw-s %s 00:01 7 /memfd:x (deleted)"
              .formatted(0x10000000L + k * 0x2000, 0x10001000L + k * 0x2000, offset));
      after.add(
          "%x-%x rw-s %s 00:01 7 /memfd:x (deleted)"
              .formatted(0x40000000L + k * 0x2000, 0x40001000L + k * 0x2000, offset));
    }
    AddressSpaceDiff diff = between(before, after);
    assertThat(diff.changes()).hasSize(5_000).allMatch(change -> change.type() == ChangeType.MOVED);
  }

  @Test
  void areNotHeldBeyondALimit() {
    List<ClassifiedMapping> before = listing(List.of());
    List<ClassifiedMapping> after =
        listing(
            IntStream.range(1, 2_000)
                .mapToObj(
                    i -> "%x-%x rw-p 0 00:00 0".formatted(i * 0x200000, i * 0x200000 + 0x1000))
                .toList());
    assertThatExceptionOfType(TooManyChangesException.class)
        .isThrownBy(() -> AddressSpaces.diff(before, after, 1 << 20));
    assertThat(AddressSpaces.diff(before, after, 4 << 20).changes()).hasSize(1_999);
  }
}
