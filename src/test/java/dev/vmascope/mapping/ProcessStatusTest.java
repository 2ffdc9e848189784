package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The `status` of processes of all sorts.
class ProcessStatusTest {
  @Test
  void readsOwnerAndSizesOfAJvm() {
    ProcessStatus status = of("jvm");

    assertThat(status.threadGroup()).isEqualTo(17632);
    assertThat(status.user()).isZero();
    assertThat(status.untagMask()).isEqualTo(-1);
    assertThat(status.sizes().bySize()).containsOnlyKeys(Size.ALL);
    assertThat(status.sizes().bytes(Size.VIRTUAL)).hasValue(2655424L * 1024);
    assertThat(status.sizes().bytes(Size.RESIDENT)).hasValue(39636L * 1024);
    assertThat(status.sizes().bytes(Size.ANONYMOUS)).hasValue(15924L * 1024);
    assertThat(status.sizes().bytes(Size.FILE)).hasValue(23712L * 1024);
    assertThat(status.sizes().bytes(Size.SHARED_MEMORY)).hasValue(0);
    assertThat(status.sizes().bytes(Size.DATA)).hasValue(147868L * 1024);
    assertThat(status.sizes().bytes(Size.PAGE_TABLE)).hasValue(292L * 1024);
    assertThat(status.sizes().bytes(Size.HUGETLB)).hasValue(0);
    assertThat(status.sizes().bytes(Size.PEAK_RESIDENT)).hasValue(39636L * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel-thread", "zombie", "thread-zombie-leader"})
  void hasNoSizesWithoutMemory(String process) {
    assertThat(of(process).sizes()).isEqualTo(MemorySizes.NONE);
  }

  @Test
  void namesTheProcessOfAThread() {
    assertThat(of("thread-zombie-leader/task/16082").threadGroup()).isEqualTo(16078);
  }

  @Test
  void isNotMisledByTheName() {
    assertThat(of("odd-comm").threadGroup()).isEqualTo(15419);
    assertThat(parse("Name:\tUid:\t7 VmRSS: 1 kB\nTgid:\t1\nUid:\t2\n").user()).isEqualTo(2);
  }

  @Test
  void skipsWhatItDoesNotKnow() {
    ProcessStatus status =
        parse("no colon\n\nTgid:\t1\nVmRSSes:\tx\nVmRS:\tx\nUid:\t2\t3\t4\t5\nNew:\t?\n");

    assertThat(status)
        .isEqualTo(new ProcessStatus(1, 2, -1, new Capabilities(0), MemorySizes.NONE));
  }

  @Test
  void readsTheMaskOfTaggedAddresses() {
    assertThat(parse("Tgid:\t1\nUid:\t2\nuntag_mask:\t0x80ffffffffffffff\n").untagMask())
        .isEqualTo(0x80ff_ffff_ffff_ffffL);
  }

  @ParameterizedTest
  @EnumSource
  void readsEverySizeByItsKey(Size size) {
    ProcessStatus status = parse("Tgid:\t1\nUid:\t2\n" + size.statusKey() + ":\t     8 kB\n");

    assertThat(status.sizes().bySize()).hasSize(1).containsEntry(size, 8192L);
  }

  @Test
  void readsTheLargestIds() {
    ProcessStatus status = parse("Tgid:\t2147483647\nUid:\t4294967295\n");

    assertThat(status.threadGroup()).isEqualTo(Integer.MAX_VALUE);
    assertThat(status.user()).isEqualTo(4294967295L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          Tgid: x                   |  7 | a thread group id, got 'x'
          Tgid: 2147483648          | 17 | a thread group id of at most 2147483647 before this, got the end of the line
          Uid: -1                   |  6 | a user id, got '-1'
          Uid: 4294967296 0         | 16 | a user id of at most 4294967295 before this, got ' 0'
          VmRSS: kB                 |  8 | a number of kB, got 'kB'
          VmRSS: 1kB                |  9 | ' kB', got 'kB'
          VmRSS: 1 MB               | 10 | 'kB', got 'MB'
          VmRSS: 1 k                | 11 | 'B', got the end of the line
          VmRSS: 9007199254740992 kB     | 27 | a size below 2^63 bytes before this, got the end of the line
          VmRSS: 18446744073709551615 kB | 31 | a size below 2^63 bytes before this, got the end of the line
          untag_mask: ff            | 13 | '0x', got 'ff'
          untag_mask: 0ff           | 14 | 'x', got 'ff'
          untag_mask: 0x            | 15 | a mask, got the end of the line
          """)
  void saysWhatIsWrongWhere(String line, int column, String expectedAndGot) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse("Name:\ta\n" + line + "\n"))
        .withMessage("status:2:%d: expected %s", column, expectedAndGot);
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "'Tgid:\t1\n', 2", "'Uid:\t1\n', 2", "'a\nName:\tb\n', 3"})
  void refusesAFileWithoutOwner(String text, int line) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse(text))
        .withMessage(
            "status:%d:1: expected a line 'Tgid:' and a line 'Uid:' before the end,"
                + " got the end of the line",
            line);
  }

  private static ProcessStatus of(String process) {
    return ProcessStatus.parse(Captures.bytes(process + "/status"), "status");
  }

  private static ProcessStatus parse(String text) {
    return ProcessStatus.parse(Listings.bytes(text), "status");
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffffffffffff, 7f0000000000,     7f0000000000",
    "00ffffffffffffff, 5a007f0000000000, 7f0000000000",
    "00ffffffffffffff, ffff000000000000, ffff000000000000",
    "81ffffffffffffff, 7e007f0000000000, 7f0000000000",
    "81ffffffffffffff, ffff888000000000, ffff888000000000",
  })
  void takesTagsFromAddressesOfProgramsAlone(String mask, String tagged, String untagged) {
    ProcessStatus status =
        new ProcessStatus(
            1, 0, Long.parseUnsignedLong(mask, 16), new Capabilities(0), MemorySizes.NONE);
    assertThat(Long.toHexString(status.untagged(Long.parseUnsignedLong(tagged, 16))))
        .isEqualTo(untagged);
  }
}
