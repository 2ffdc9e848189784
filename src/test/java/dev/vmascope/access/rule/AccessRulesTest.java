package dev.vmascope.access.rule;

import static dev.vmascope.mapping.AccessType.EXECUTE;
import static dev.vmascope.mapping.AccessType.READ;
import static dev.vmascope.mapping.AccessType.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.AddressSpaceLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts on address spaces that are written down; `AccessIT` compares them with what the kernel
/// really does.
class AccessRulesTest {
  private static final int PRESENT = 63;
  private static final int SWAPPED = 62;
  private static final int OF_FILE = 61;
  private static final int GUARD = 58;
  private static final int WRITE_PROTECTED = 57;
  private static final int EXCLUSIVE = 56;

  private static final String STACK = "7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0    [stack]";
  private static final long STACK_START = 0x7ffc00000000L;
  private static final long STACK_END = 0x7ffc00021000L;
  private static final long PLAIN = 0x7f0000000000L;
  private static final AccessPlatform X86 = machine(AddressSpaceLayout.x86(4), false, false, true);

  private static AccessPlatform machine(
      AddressSpaceLayout layout, boolean keys, boolean shadowStacks, boolean guards) {
    return new AccessPlatform(
        layout, keys, shadowStacks, guards, 256, AccessPlatform.USUAL_LOWEST_ADDRESS, false);
  }

  private static String judge(KnownFacts facts, long address, AccessType type) {
    return judge(X86, facts, address, type, 1);
  }

  private static String judge(
      AccessPlatform machine, KnownFacts facts, long address, AccessType type, int size) {
    return print(new AccessRules(machine).judge(address, type, size, facts).ending());
  }

  private static String print(AccessOutcome ending) {
    return switch (ending) {
      case AccessOutcome.Allowed(PageFaultKind fault) -> "allowed " + fault;
      case AccessOutcome.Segv(SignalCode code, long at) ->
          "SIGSEGV " + code + " " + Long.toHexString(at);
      case AccessOutcome.Bus(SignalCode code, long at) ->
          "SIGBUS " + code + " " + Long.toHexString(at);
      case AccessOutcome.Waits _ -> "waits";
      case AccessOutcome.Unknown(AccessOutcome likely) -> "unknown, " + print(likely);
    };
  }

  private static KnownFacts plain(String permissions) {
    return new KnownFacts("7f0000000000-7f0000002000 " + permissions + " 00000000 00:00 0");
  }

  @ParameterizedTest
  @CsvSource({
    "---p, SEGV_ACCERR, SEGV_ACCERR, SEGV_ACCERR",
    "r--p, demand,      SEGV_ACCERR, SEGV_ACCERR",
    "-w-p, demand,      demand,      SEGV_ACCERR",
    "--xp, demand,      SEGV_ACCERR, demand",
    "rw-p, demand,      demand,      SEGV_ACCERR",
    "r-xp, demand,      SEGV_ACCERR, demand",
    "-wxp, demand,      demand,      demand",
    "rwxp, demand,      demand,      demand",
  })
  void onX86WhatCanBeWrittenOrExecutedCanBeRead(
      String permissions, String read, String write, String execute) {
    for (boolean present : new boolean[] {false, true}) {
      KnownFacts facts = plain(permissions);
      if (present) {
        facts.page(PLAIN, PRESENT, EXCLUSIVE);
      }
      String without = present ? "none" : "demand";
      assertThat(judge(facts, PLAIN, READ)).contains(read.replace("demand", without));
      assertThat(judge(facts, PLAIN, WRITE)).contains(write.replace("demand", without));
      assertThat(judge(facts, PLAIN, EXECUTE)).contains(execute.replace("demand", without));
    }
  }

  @Test
  void arm64ChecksThePermissionToExecuteFirstAndKnowsMemoryThatCannotBeRead() {
    AccessPlatform arm = machine(AddressSpaceLayout.arm64(48, 4096), false, false, true);
    KnownFacts guard = plain("r--p").page(PLAIN, SWAPPED, GUARD);
    assertThat(judge(arm, guard, PLAIN, EXECUTE, 1)).isEqualTo("SIGSEGV SEGV_ACCERR 7f0000000000");
    assertThat(judge(X86, guard, PLAIN, EXECUTE, 1)).isEqualTo("SIGSEGV SEGV_MAPERR 7f0000000000");
    assertThat(judge(arm, plain("--xp"), PLAIN, READ, 1))
        .isEqualTo("unknown, SIGSEGV SEGV_ACCERR 7f0000000000");
    assertThat(judge(arm, plain("-w-p"), PLAIN, READ, 1)).isEqualTo("allowed demand");
    assertThat(judge(arm, plain("rw-p"), 1L << 50, READ, 1))
        .isEqualTo("SIGSEGV SEGV_MAPERR 4000000000000");
  }

  @ParameterizedTest
  @CsvSource({"800000000000", "1000000000000000", "ffff7fffffffffff"})
  void whatIsNotCanonicalHasNoSignalAddress(String address) {
    assertThat(judge(plain("rw-p"), Long.parseUnsignedLong(address, 16), WRITE))
        .isEqualTo("SIGSEGV SI_KERNEL 0");
  }

  @Test
  void kernelSpaceIsNeverMapped() {
    assertThat(judge(plain("rw-p"), 0xffff800000000000L, READ))
        .isEqualTo("SIGSEGV SEGV_MAPERR ffff800000000000");
    AccessVerdict verdict = new AccessRules(X86).judge(0xffffffff81000000L, READ, 1, plain("rw-p"));
    assertThat(verdict.explanation()).contains("kernel space");
  }

  @Test
  void fiveLevelsMoveTheKernel() {
    AccessPlatform five = machine(AddressSpaceLayout.x86(5), false, false, true);
    assertThat(judge(five, plain("rw-p"), 0x800000000000L, READ, 1))
        .isEqualTo("SIGSEGV SEGV_MAPERR 800000000000");
    assertThat(judge(five, plain("rw-p"), 0xffff800000000000L, READ, 1))
        .isEqualTo("SIGSEGV SEGV_MAPERR ffff800000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "--xp, 0,   SIGSEGV SEGV_MAPERR ffffffffff600000, SIGSEGV SEGV_MAPERR ffffffffff600000, allowed none",
    "r-xp, 0,   allowed none,                         SIGSEGV SEGV_MAPERR ffffffffff600000, allowed none",
    "--xp, 800, SIGSEGV SEGV_MAPERR ffffffffff600800, SIGSEGV SEGV_MAPERR ffffffffff600800, allowed none",
    "--xp, 10,  SIGSEGV SEGV_MAPERR ffffffffff600010, SIGSEGV SEGV_MAPERR ffffffffff600010, SIGSEGV SI_KERNEL 0",
  })
  void theGateHasThreeEntries(
      String permissions, String offset, String read, String write, String execute) {
    KnownFacts facts =
        new KnownFacts(
            "ffffffffff600000-ffffffffff601000 " + permissions + " 00000000 00:00 0 [vsyscall]");
    long address = 0xffffffffff600000L + Long.parseLong(offset, 16);
    assertThat(judge(facts, address, READ)).isEqualTo(read);
    assertThat(judge(facts, address, WRITE)).isEqualTo(write);
    assertThat(judge(facts, address, EXECUTE)).isEqualTo(execute);
  }

  @Test
  void aNullPointerIsCalledOne() {
    AccessVerdict verdict = new AccessRules(X86).judge(16, WRITE, 1, plain("rw-p"));
    assertThat(print(verdict.ending())).isEqualTo("SIGSEGV SEGV_MAPERR 10");
    assertThat(verdict.explanation())
        .contains("null pointer plus 16")
        .contains("starts 139637976727536 bytes after it");
  }

  @Test
  void aStackGrowsDownToItsLimit() {
    KnownFacts facts = new KnownFacts(STACK);
    assertThat(judge(facts, STACK_START - 1, WRITE)).isEqualTo("allowed stack-growth");
    assertThat(judge(facts, STACK_START - 1, EXECUTE))
        .isEqualTo("SIGSEGV SEGV_ACCERR 7ffbffffffff");
    assertThat(judge(facts, STACK_END - (8 << 20), READ)).isEqualTo("allowed stack-growth");
    assertThat(judge(facts, STACK_END - (8 << 20) - 1, READ)).startsWith("SIGSEGV SEGV_MAPERR");
    assertThat(facts.stateQuestions()).as("walks").isZero();
  }

  @Test
  void allMappingsTogetherHaveALimit() {
    KnownFacts facts =
        new KnownFacts(STACK)
            .limits(
                new StackLimits(
                    OptionalLong.empty(),
                    OptionalLong.of((1 << 24) + 8192),
                    OptionalLong.empty(),
                    1 << 24,
                    0,
                    false));
    assertThat(judge(facts, STACK_START - 8192, READ)).isEqualTo("allowed stack-growth");
    assertThat(judge(facts, STACK_START - 8193, READ)).startsWith("SIGSEGV SEGV_MAPERR");
  }

  @Test
  void aLockedStackHasALimitOfItsOwn() {
    StackLimits limits =
        new StackLimits(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.of(8192),
            1 << 24,
            8192,
            false);
    KnownFacts locked = new KnownFacts(STACK).limits(limits).flags(STACK_START, "rd wr gd lo");
    KnownFacts other = new KnownFacts(STACK).limits(limits).flags(STACK_START, "rd wr gd");
    assertThat(judge(locked, STACK_START - 1, WRITE)).startsWith("SIGSEGV SEGV_MAPERR");
    assertThat(judge(other, STACK_START - 1, WRITE)).isEqualTo("allowed stack-growth");
  }

  @Test
  void theFlagMakesAStackNotTheName() {
    String nameless = "7ffc00000000-7ffc00001000 r--p 00000000 00:00 0";
    KnownFacts stack = new KnownFacts(nameless).flags(STACK_START, "rd mr mw me gd ac");
    assertThat(judge(stack, STACK_START - 1, READ)).isEqualTo("allowed stack-growth");
    assertThat(judge(stack, STACK_START - 1, WRITE)).startsWith("SIGSEGV SEGV_ACCERR");
    KnownFacts other = new KnownFacts(nameless);
    assertThat(judge(other, STACK_START - 1, READ)).startsWith("SIGSEGV SEGV_MAPERR");
    KnownFacts unread = new KnownFacts(nameless).withoutStates();
    assertThat(judge(unread, STACK_START - 1, READ))
        .isEqualTo("unknown, SIGSEGV SEGV_MAPERR 7ffbffffffff");
    assertThat(judge(unread, STACK_START - (8 << 20), READ))
        .as("beyond every limit, whatever it is")
        .startsWith("SIGSEGV SEGV_MAPERR");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-p, rd wr,    SIGSEGV SEGV_MAPERR",
    "---p, mr mw,    allowed stack-growth",
    "rw-p, rd wr gd, allowed stack-growth",
  })
  void aStackStaysAwayFromWhatCanBeTouchedBelow(String below, String flags, String expected) {
    KnownFacts facts =
        new KnownFacts("7ffbfff00000-7ffbfff80000 " + below + " 00000000 00:00 0\n" + STACK)
            .flags(0x7ffbfff00000L, flags);
    assertThat(judge(facts, STACK_START - 1, READ)).startsWith(expected);
  }

  @Test
  void nothingGrowsBelowTheLowestAddress() {
    KnownFacts low =
        new KnownFacts("00010000-00011000 rw-p 00000000 00:00 0").flags(0x10000, "rd wr gd");
    assertThat(judge(low, 16, WRITE)).isEqualTo("SIGSEGV SEGV_MAPERR 10");
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

  @Test
  void limitsThatCannotBeReadAreAssumed() {
    AccessVerdict verdict =
        new AccessRules(X86).judge(STACK_START - 1, READ, 1, new KnownFacts(STACK).withoutLimits());
    assertThat(print(verdict.ending())).isEqualTo("allowed stack-growth");
    assertThat(verdict.assumes()).singleElement().asString().contains("RLIMIT_STACK");
  }

  @Test
  void aGuardIsAHoleInAMapping() {
    KnownFacts facts = plain("rw-p").page(PLAIN, SWAPPED, GUARD);
    assertThat(judge(facts, PLAIN, READ)).isEqualTo("SIGSEGV SEGV_MAPERR 7f0000000000");
    assertThat(judge(facts, PLAIN + 4096, READ)).isEqualTo("allowed demand");
    assertThat(judge(plain("---p").page(PLAIN, SWAPPED, GUARD), PLAIN, READ))
        .isEqualTo("SIGSEGV SEGV_ACCERR 7f0000000000");
    assertThat(facts.stateQuestions()).as("walks, for the page that is absent").isEqualTo(1);
  }

  @Test
  void theFirstPageThatFailsDecides() {
    KnownFacts facts =
        new KnownFacts(
            "7f0000000000-7f0000001000 rw-p 00000000 00:00 0\n"
                + "7f0000001000-7f0000002000 ---p 00000000 00:00 0");
    assertThat(judge(X86, facts, PLAIN + 4095, READ, 1)).isEqualTo("allowed demand");
    assertThat(judge(X86, facts, PLAIN + 4088, READ, 8)).isEqualTo("allowed demand");
    assertThat(judge(X86, facts, PLAIN + 4089, READ, 8))
        .isEqualTo("SIGSEGV SEGV_ACCERR 7f0000001000");
    assertThat(judge(X86, facts, PLAIN - 1, READ, 8)).startsWith("SIGSEGV SEGV_MAPERR 7effff");
  }

  @Test
  void sizesAreThoseOfOneAccess() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> judge(X86, plain("rw-p"), PLAIN, READ, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> judge(X86, plain("rw-p"), PLAIN, READ, 65));
  }

  private static KnownFacts file(String permissions, long offset) {
    return new KnownFacts(
        "7f0000000000-7f0000004000 "
            + permissions
            + " "
            + String.format(Locale.ROOT, "%08x", offset)
            + " fe:00 77 /srv/data");
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

  @ParameterizedTest
  @CsvSource({
    "rw-p, '',             allowed demand",
    "rw-p, 'PRESENT',      allowed copy-on-write",
    "rw-p, 'PRESENT FILE', allowed copy-on-write",
    "rw-p, 'PRESENT OWN',  allowed none",
    "rw-s, 'PRESENT FILE', allowed unknown",
    "rw-p, 'SWAPPED',      allowed swap-in",
  })
  void aWriteTakesTheFaultThatThePageAsksFor(String permissions, String page, String expected) {
    KnownFacts facts = plain(permissions);
    int[] bits =
        page.isEmpty()
            ? new int[0]
            : Arrays.stream(page.split(" "))
                .mapToInt(word ->
                    switch (word) {
                      case "PRESENT" -> PRESENT;
                      case "FILE" -> OF_FILE;
                      case "OWN" -> EXCLUSIVE;
                      case "SWAPPED" -> SWAPPED;
                      default -> throw new IllegalArgumentException(word);
                    })
                .toArray();
    assertThat(judge(facts.page(PLAIN, bits), PLAIN, WRITE)).isEqualTo(expected);
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

  @ParameterizedTest
  @CsvSource({
    "7ffffffffffc, 8,  READ,    SIGSEGV SI_KERNEL 0",
    "7ffffffffffc, 8,  WRITE,   SIGSEGV SI_KERNEL 0",
    "7ffffffffffc, 4,  READ,    SIGSEGV SEGV_MAPERR 7ffffffffffc",
    "7fffffffffc1, 64, WRITE,   SIGSEGV SI_KERNEL 0",
    "7fffffffffc0, 64, WRITE,   SIGSEGV SEGV_MAPERR 7fffffffffc0",
    "7ffffffffffc, 8,  EXECUTE, SIGSEGV SEGV_MAPERR 7ffffffffffc",
    "ffff7ffffffffffc, 8, READ, SIGSEGV SI_KERNEL 0",
    "7ffffffeffc,  8,  READ,    SIGSEGV SEGV_MAPERR 7ffffffeffc",
  })
  void theProcessorChecksAllBytesBeforeTheKernelDoes(
      String address, int size, AccessType type, String expected) {
    long from = Long.parseUnsignedLong(address, 16);
    assertThat(judge(X86, plain("rw-p"), from, type, size)).isEqualTo(expected);
    AccessVerdict verdict = new AccessRules(X86).judge(from, type, size, plain("rw-p"));
    assertThat(verdict.explanation().contains("canonical")).isEqualTo(expected.contains("KERNEL"));
  }

  @Test
  void otherProcessorsAndLongerAddressesHaveAnotherEnd() {
    AccessPlatform arm = machine(AddressSpaceLayout.arm64(48, 4096), false, false, true);
    assertThat(judge(arm, plain("rw-p"), 0xfffffffffffcL, READ, 8))
        .isEqualTo("SIGSEGV SEGV_MAPERR fffffffffffc");
    AccessPlatform five = machine(AddressSpaceLayout.x86(5), false, false, true);
    assertThat(judge(five, plain("rw-p"), 0x7ffffffffffcL, READ, 8))
        .isEqualTo("SIGSEGV SEGV_MAPERR 7ffffffffffc");
    assertThat(judge(five, plain("rw-p"), 0xfffffffffffffcL, READ, 8))
        .isEqualTo("SIGSEGV SI_KERNEL 0");
  }

  @Test
  void hugePagesWithoutAReservationDependOnThePool() {
    KnownFacts reserved = plain("rw-p").flags(PLAIN, "rd wr ht");
    assertThat(judge(reserved, PLAIN, WRITE)).isEqualTo("allowed demand");
    KnownFacts unreserved = plain("rw-p").flags(PLAIN, "rd wr nr ht");
    assertThat(judge(unreserved, PLAIN, WRITE))
        .isEqualTo("unknown, SIGBUS BUS_ADRERR 7f0000000000");
  }

  @Test
  void protectionKeysAreARegisterOfEachThread() {
    AccessPlatform keys = machine(AddressSpaceLayout.x86(4), true, false, true);
    KnownFacts keyed = plain("rw-p").state(PLAIN, "rd wr", OptionalInt.of(3), false);
    assertThat(judge(keys, keyed, PLAIN, READ, 1))
        .isEqualTo("unknown, SIGSEGV SEGV_PKUERR 7f0000000000");
    KnownFacts executeOnly = plain("--xp").state(PLAIN, "ex", OptionalInt.of(1), false);
    assertThat(judge(keys, executeOnly, PLAIN, READ, 1))
        .isEqualTo("SIGSEGV SEGV_PKUERR 7f0000000000");
    assertThat(judge(keys, executeOnly, PLAIN, EXECUTE, 1)).isEqualTo("allowed demand");
    assertThat(judge(keys, plain("rw-p"), PLAIN, READ, 1)).isEqualTo("allowed demand");
    assertThat(judge(keys, executeOnly, PLAIN, WRITE, 1))
        .as("the key comes before the letters")
        .isEqualTo("SIGSEGV SEGV_PKUERR 7f0000000000");
  }

  @Test
  void nothingButCallsWritesToAShadowStack() {
    AccessPlatform shadows = machine(AddressSpaceLayout.x86(4), false, true, true);
    KnownFacts shadow = plain("rw-p").flags(PLAIN, "rd wr ss");
    assertThat(judge(shadows, shadow, PLAIN, WRITE, 1)).startsWith("SIGSEGV SEGV_ACCERR");
    assertThat(judge(shadows, shadow, PLAIN, READ, 1)).isEqualTo("allowed demand");
  }

  @Test
  void kernelsThatDoNotReportGuardsMakeSwappedPagesDoubtful() {
    AccessPlatform old = machine(AddressSpaceLayout.x86(4), false, false, false);
    AccessVerdict verdict =
        new AccessRules(old).judge(PLAIN, READ, 1, plain("rw-p").page(PLAIN, SWAPPED));
    assertThat(verdict.assumes()).anyMatch(assumed -> assumed.contains("guard"));
    assertThat(verdict.page())
        .hasValueSatisfying(page -> assertThat(page.state()).isEqualTo("swapped"));
  }

  @Test
  void whatCouldNotBeReadIsSaidToBeAssumed() {
    AccessVerdict verdict =
        new AccessRules(X86).judge(PLAIN, READ, 1, plain("rw-p").withoutPages().withoutStates());
    assertThat(print(verdict.ending())).isEqualTo("allowed demand");
    assertThat(verdict.assumes())
        .hasSize(2)
        .anyMatch(assumed -> assumed.contains("guard") && assumed.contains("page map"))
        .anyMatch(assumed -> assumed.contains("userfaultfd") && assumed.contains("smaps"));
  }
}
