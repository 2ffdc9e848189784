package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import dev.vmascope.mapping.text.MalformedException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The `status` of processes of all sorts.
class ProcessStatusTest {
  private static final String WHOLE =
      """
      Name:\torders
      Tgid:\t77
      Uid:\t1000\t1000\t1000\t1000
      VmPeak:\t  215788 kB
      VmSize:\t  182440 kB
      VmLck:\t       4 kB
      VmPin:\t18446744073709551600 kB
      VmHWM:\t   42000 kB
      VmRSS:\t   40000 kB
      RssAnon:\t   30000 kB
      RssFile:\t    9000 kB
      RssShmem:\t    1000 kB
      VmData:\t   67688 kB
      VmLib:\t18446744073709442944 kB
      VmPTE:\t     308 kB
      VmSwap:\t       0 kB
      HugetlbPages:\t       0 kB
      CapEff:\t0000000000000000
      """;

  @Test
  void readsOwnerAndSizesOfAJvm() {
    ProcessStatus status = of("jvm");

    assertThat(status.threadGroup()).hasValue(17632);
    assertThat(status.user()).hasValue(0);
    assertThat(status.malformed()).isEmpty();
    assertThat(status.untagMask()).isEqualTo(-1);
    assertThat(status.sizes().bySize()).containsOnlyKeys(ProcessSize.ALL);
    assertThat(status.sizes().bytes(ProcessSize.VIRTUAL)).hasValue(2655424L * 1024);
    assertThat(status.sizes().bytes(ProcessSize.RESIDENT)).hasValue(39636L * 1024);
    assertThat(status.sizes().bytes(ProcessSize.ANONYMOUS)).hasValue(15924L * 1024);
    assertThat(status.sizes().bytes(ProcessSize.FILE)).hasValue(23712L * 1024);
    assertThat(status.sizes().bytes(ProcessSize.SHARED_MEMORY)).hasValue(0);
    assertThat(status.sizes().bytes(ProcessSize.DATA)).hasValue(147868L * 1024);
    assertThat(status.sizes().bytes(ProcessSize.PAGE_TABLE)).hasValue(292L * 1024);
    assertThat(status.sizes().bytes(ProcessSize.HUGETLB)).hasValue(0);
    assertThat(status.sizes().bytes(ProcessSize.PEAK_RESIDENT)).hasValue(39636L * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel-thread", "zombie", "thread-zombie-leader"})
  void hasNoSizesWithoutMemory(String process) {
    assertThat(of(process).sizes()).isEqualTo(MemorySizes.NONE);
  }

  @Test
  void namesTheProcessOfAThread() {
    assertThat(of("thread-zombie-leader/task/16082").threadGroup()).hasValue(16078);
  }

  @Test
  void isNotMisledByTheName() {
    assertThat(of("odd-comm").threadGroup()).hasValue(15419);
    assertThat(parse("Name:\tUid:\t7 VmRSS: 1 kB\nTgid:\t1\nUid:\t2\n").user()).hasValue(2);
  }

  @Test
  void skipsWhatItDoesNotKnow() {
    ProcessStatus status =
        parse("no colon\n\nTgid:\t1\nVmRSSes:\tx\nVmRS:\tx\nUid:\t2\t3\t4\t5\nNew:\t?\n");

    assertThat(status)
        .isEqualTo(
            new ProcessStatus(
                OptionalInt.of(1),
                OptionalLong.of(2),
                -1,
                Optional.empty(),
                MemorySizes.NONE,
                Map.of()));
  }

  @Test
  void readsTheMaskOfTaggedAddresses() {
    assertThat(parse("Tgid:\t1\nUid:\t2\nuntag_mask:\t0x80ffffffffffffff\n").untagMask())
        .isEqualTo(0x80ff_ffff_ffff_ffffL);
  }

  @ParameterizedTest
  @EnumSource
  void readsEverySizeByItsKey(ProcessSize size) {
    ProcessStatus status = parse("Tgid:\t1\nUid:\t2\n" + size.statusKey() + ":\t     8 kB\n");

    assertThat(status.sizes().bySize()).hasSize(1).containsEntry(size, 8192L);
  }

  @Test
  void readsTheLargestIds() {
    ProcessStatus status = parse("Tgid:\t2147483647\nUid:\t4294967295\n");

    assertThat(status.threadGroup()).hasValue(Integer.MAX_VALUE);
    assertThat(status.user()).hasValue(4294967295L);
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
          VmRSS: 9007199254740992 kB     | 8 | a size below 2^63 bytes, got '9007199254740992 kB'
          VmRSS: 18446744073709551615 kB | 8 | a size below 2^63 bytes, got '18446744073709551615 kB'
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
  @CsvSource({"'', 1", "'a\nName:\tb\n', 3"})
  void refusesAFileWithoutAnyLineOfIts(String text, int line) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse(text))
        .withMessage(
            "status:%d:1: expected a line 'Tgid:', 'Uid:' or of a size before the end,"
                + " got the end of the line",
            line);
  }

  /// A counter that ran below zero (`-1` in pages of 4 KiB, and further), in any of the sizes.
  @ParameterizedTest
  @EnumSource
  void onlyTheSizeIsAbsentWhoseCounterRanBelowZero(ProcessSize wrapped) {
    String text =
        WHOLE.replaceFirst(
            wrapped.statusKey() + ":.*kB", wrapped.statusKey() + ":\t18446744073709551612 kB");
    ProcessStatus status = parse(text);
    assertThat(status.sizes().bytes(wrapped)).isEmpty();
    assertThat(status.sizes().bySize()).hasSize(ProcessSize.ALL.size() - 1);
    assertThat(status.user()).hasValue(1000);
    assertThat(status.malformed()).containsOnlyKeys(wrapped.statusKey());
    assertThat(status.complaint(wrapped))
        .get()
        .hasToString(
            "dev.vmascope.mapping.text.MalformedException: status:%d:%d: expected a size below 2^63 bytes, got '18446744073709551612 kB'"
                .formatted(
                    text.substring(0, text.indexOf(wrapped.statusKey() + ":")).lines().count() + 1,
                    wrapped.statusKey().length() + 3));
  }

  @Test
  void eachLineStandsAlone() {
    ProcessStatus status =
        parse(
            "Tgid:\t-7\nUid:\tnobody\nVmSize:\t  8 MB\nVmRSS:\t4 kB\nCapEff:\t0x3\nuntag_mask:\tff\n");
    assertThat(status.sizes().bySize()).containsExactly(Map.entry(ProcessSize.RESIDENT, 4096L));
    assertThat(status.threadGroup()).isEmpty();
    assertThat(status.user()).isEmpty();
    assertThat(status.untagMask()).isEqualTo(-1);
    assertThat(status.malformed().keySet())
        .containsExactlyInAnyOrder("Tgid", "Uid", "VmSize", "untag_mask");
  }

  /// gVisor's has no line `Uid`, and no more sizes than three.
  @Test
  void makesDoWithoutAnOwner() {
    ProcessStatus status =
        parse("Name:\tworker\nTgid:\t9\nPid:\t9\nVmSize:\t80 kB\nVmRSS:\t8 kB\nVmData:\t4 kB\n");
    assertThat(status.user()).isEmpty();
    assertThat(status.userComplaint()).isEmpty();
    assertThat(status.sizes().bySize())
        .containsOnlyKeys(ProcessSize.VIRTUAL, ProcessSize.RESIDENT, ProcessSize.DATA);
  }

  @Test
  void saysThatAFileWasCutShort() {
    int end = WHOLE.indexOf("VmRSS:") + 9;
    ProcessStatus status = parse(WHOLE.substring(0, end));
    assertThat(status.sizes().bytes(ProcessSize.VIRTUAL)).hasValue(182440 * 1024);
    assertThat(status.complaint(ProcessSize.VIRTUAL)).isEmpty();
    assertThat(status.complaint(ProcessSize.RESIDENT))
        .get(as(THROWABLE))
        .hasMessageContaining("a newline at the end of the last line");
    assertThat(status.complaint(ProcessSize.SWAP)).isPresent();
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
            OptionalInt.of(1),
            OptionalLong.empty(),
            Long.parseUnsignedLong(mask, 16),
            Optional.empty(),
            MemorySizes.NONE,
            Map.of());
    assertThat(Long.toHexString(status.untagged(Long.parseUnsignedLong(tagged, 16))))
        .isEqualTo(untagged);
  }
}
