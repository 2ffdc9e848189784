package dev.vmascope.access.rule;

import static dev.vmascope.access.rule.KnownFacts.EXCLUSIVE;
import static dev.vmascope.access.rule.KnownFacts.OF_FILE;
import static dev.vmascope.access.rule.KnownFacts.PLAIN;
import static dev.vmascope.access.rule.KnownFacts.PRESENT;
import static dev.vmascope.access.rule.KnownFacts.WRITE_PROTECTED;
import static dev.vmascope.access.rule.KnownFacts.plain;
import static dev.vmascope.access.rule.PrintedVerdict.X86;
import static dev.vmascope.access.rule.PrintedVerdict.judge;
import static dev.vmascope.access.rule.PrintedVerdict.print;
import static dev.vmascope.mapping.AccessType.READ;
import static dev.vmascope.mapping.AccessType.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.AccessType;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts on pages that are not present: of files, of pools, and of those whom a driver or a
/// userfaultfd serves.
class NotPresentRulesTest {
  private static KnownFacts file(String permissions, long offset) {
    return new KnownFacts(
        "7f0000000000-7f0000004000 "
            + permissions
            + " "
            + String.format(Locale.ROOT, "%08x", offset)
            + " fe:00 77 /srv/data");
  }

  @Test
  void theEndOfAnObjectCountsBeforeUserfaultfd() {
    KnownFacts memfd =
        new KnownFacts("7f0000000000-7f0000004000 rw-s 00000000 00:01 9 /memfd:a (deleted)")
            .flags(PLAIN, "rd wr sh um")
            .file(PLAIN, 4096, FileState.Shortage.NONE);
    assertThat(judge(memfd, PLAIN, READ)).isEqualTo("unknown, waits");
    assertThat(judge(memfd, PLAIN + 4096, READ)).isEqualTo("SIGBUS BUS_ADRERR 7f0000001000");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-s, READ,    SIGBUS BUS_ADRERR",
    "rw-s, WRITE,   SIGBUS BUS_ADRERR",
    "rw-p, EXECUTE, SIGBUS BUS_ADRERR",
    "r--p, WRITE,   SIGSEGV SEGV_ACCERR",
    "---p, READ,    SIGSEGV SEGV_ACCERR",
  })
  void pastTheEndOfAFileNothingStandsBehindTheMapping(
      String permissions, AccessType type, String expected) {
    KnownFacts facts = file(permissions, 0x1000).file(PLAIN, 4097, FileState.Shortage.NONE);
    assertThat(judge(facts, PLAIN + 4096, type)).startsWith(expected);
    assertThat(judge(facts, PLAIN, READ)).isNotEqualTo("SIGBUS BUS_ADRERR 7f0000000000");
  }

  @Test
  void offsetsAreUnsigned() {
    KnownFacts facts =
        new KnownFacts("7f0000000000-7f0000001000 r--p fffffffffffff000 fe:00 77 /srv/data")
            .file(PLAIN, 4096, FileState.Shortage.NONE);
    assertThat(judge(facts, PLAIN, READ)).startsWith("SIGBUS");
  }

  @ParameterizedTest
  @CsvSource({
    "IN_MEMORY, rw-p, READ,  SIGBUS",
    "IN_MEMORY, rw-s, WRITE, SIGBUS",
    "ON_DISK,   rw-s, READ,  allowed demand",
    "ON_DISK,   rw-p, WRITE, allowed demand",
    "ON_DISK,   rw-s, WRITE, SIGBUS",
  })
  void aFullFileSystemHasNoPageForAHole(
      FileState.Shortage shortage, String permissions, AccessType type, String expected) {
    KnownFacts facts = file(permissions, 0).file(PLAIN, 1 << 20, shortage);
    assertThat(judge(facts, PLAIN, type)).startsWith(expected);
  }

  @Test
  void aFileOfUnknownSizeIsUnknownUnlessThePageIsThere() {
    KnownFacts facts = file("rw-p", 0).withoutFiles();
    assertThat(judge(facts, PLAIN, READ)).isEqualTo("unknown, allowed demand");
    assertThat(judge(facts.page(PLAIN, PRESENT, OF_FILE), PLAIN, READ)).isEqualTo("allowed none");
    KnownFacts resident =
        file("rw-p", 0)
            .withoutFiles()
            .withoutPages()
            .state(PLAIN, "rd wr", OptionalInt.empty(), true);
    assertThat(judge(resident, PLAIN, READ)).isEqualTo("allowed none");
  }

  @Test
  void userfaultfdDecidesAboutWhatIsNotThere() {
    KnownFacts missing = plain("rw-p").flags(PLAIN, "rd wr um");
    assertThat(judge(missing, PLAIN, READ)).isEqualTo("unknown, waits");
    assertThat(judge(missing.page(PLAIN, PRESENT, EXCLUSIVE), PLAIN, READ))
        .isEqualTo("allowed none");
    KnownFacts written = plain("rw-p").page(PLAIN, PRESENT, EXCLUSIVE, WRITE_PROTECTED);
    assertThat(judge(written, PLAIN, WRITE)).isEqualTo("unknown, waits");
    assertThat(judge(written, PLAIN, READ)).isEqualTo("allowed none");
  }

  @ParameterizedTest
  @CsvSource({
    "00:06 94 /dev/loop0",
    "00:10 1038 anon_inode:[perf_event]",
    "00:09 283123 socket:[283123]",
    "00:00 0 [vvar]",
  })
  void driversDecideThemselves(String object) {
    KnownFacts facts = new KnownFacts("7f0000000000-7f0000004000 r--p 00000000 " + object);
    assertThat(judge(facts, PLAIN, READ)).isEqualTo("unknown, allowed demand");
    assertThat(judge(facts, PLAIN, WRITE)).startsWith("SIGSEGV SEGV_ACCERR");
    assertThat(judge(facts.page(PLAIN, PRESENT, OF_FILE), PLAIN, READ)).isEqualTo("allowed none");
    KnownFacts byFlag = plain("rw-p").flags(PLAIN, "rd wr io pf");
    assertThat(judge(byFlag, PLAIN, READ)).isEqualTo("unknown, allowed demand");
  }

  /// The page may come, or not; it never makes the access one that is permitted.
  @ParameterizedTest
  @CsvSource({
    "rw-s, 00:06 94 /dev/loop0,                EXECUTE, SIGSEGV SEGV_ACCERR 7f0000000000",
    "r-xs, 00:06 94 /dev/loop0,                EXECUTE, allowed demand",
    "r--p, 00:10 1038 anon_inode:[perf_event], EXECUTE, SIGSEGV SEGV_ACCERR 7f0000000000",
    "r--p, fe:00 77 /srv/data,                 EXECUTE, SIGSEGV SEGV_ACCERR 7f0000000000",
    "r-xp, fe:00 77 /srv/data,                 EXECUTE, allowed demand",
    "rw-p, fe:00 77 /srv/data,                 WRITE,   allowed demand",
  })
  void whatIsNotPermittedIsNotLikely(
      String permissions, String object, AccessType type, String likely) {
    KnownFacts facts =
        new KnownFacts("7f0000000000-7f0000004000 " + permissions + " 00000000 " + object)
            .withoutFiles();
    assertThat(judge(facts, PLAIN, type)).isEqualTo("unknown, " + likely);
  }

  @ParameterizedTest
  @CsvSource({
    "rw-p, 'rd wr ht',    2",
    "rw-s, 'rd wr sh ht', 1",
  })
  void aReservedHugePageIsNotThereYet(String permissions, String flags, int assumed) {
    for (AccessType type : List.of(READ, WRITE)) {
      AccessVerdict verdict =
          new AccessRules(X86).judge(PLAIN, type, 1, plain(permissions).flags(PLAIN, flags));
      assertThat(print(verdict.ending())).isEqualTo("allowed demand");
      assertThat(verdict.assumes())
          .hasSize(assumed)
          .anyMatch(each -> each.contains("hugetlb.<size>.max"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rw-s, 00:0f 1035 /anon_hugepage (deleted)",
    "rw-s, 00:36 212574 /dev/hugepages1G/rtemap_0",
    "rw-p, 00:36 212574 /dev/hugepages/rtemap_1",
  })
  void hugePagesOfUnknownStateRestOnTheSame(String permissions, String object) {
    KnownFacts facts =
        new KnownFacts("7f0000000000-7f0000400000 " + permissions + " 00000000 " + object)
            .file(PLAIN, 4 << 20, FileState.Shortage.NONE)
            .withoutStates();
    AccessVerdict verdict = new AccessRules(X86).judge(PLAIN, WRITE, 1, facts);
    assertThat(print(verdict.ending())).isEqualTo("allowed demand");
    assertThat(verdict.assumes())
        .anyMatch(each -> each.contains("pool"))
        .anyMatch(each -> each.contains("hugetlb.<size>.max"));
  }

  @Test
  void whatIsThereIsChargedAlready() {
    KnownFacts present =
        plain("rw-s").flags(PLAIN, "rd wr sh ht").page(PLAIN, PRESENT, OF_FILE, EXCLUSIVE);
    assertThat(new AccessRules(X86).judge(PLAIN, READ, 1, present).assumes()).isEmpty();
  }

  @Test
  void hugePagesWithoutAReservationDependOnThePool() {
    KnownFacts reserved = plain("rw-p").flags(PLAIN, "rd wr ht");
    assertThat(judge(reserved, PLAIN, WRITE)).isEqualTo("allowed demand");
    KnownFacts unreserved = plain("rw-p").flags(PLAIN, "rd wr nr ht");
    assertThat(judge(unreserved, PLAIN, WRITE))
        .isEqualTo("unknown, SIGBUS BUS_ADRERR 7f0000000000");
  }
}
