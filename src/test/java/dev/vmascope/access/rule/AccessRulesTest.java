package dev.vmascope.access.rule;

import static dev.vmascope.access.rule.KnownFacts.PLAIN;
import static dev.vmascope.access.rule.KnownFacts.plain;
import static dev.vmascope.access.rule.PrintedVerdict.X86;
import static dev.vmascope.access.rule.PrintedVerdict.judge;
import static dev.vmascope.access.rule.PrintedVerdict.machine;
import static dev.vmascope.access.rule.PrintedVerdict.print;
import static dev.vmascope.mapping.AccessType.EXECUTE;
import static dev.vmascope.mapping.AccessType.READ;
import static dev.vmascope.mapping.AccessType.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.AddressSpaceLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts on addresses, whatever is mapped there, in address spaces that are written down;
/// `AccessIT` compares them with what the kernel really does.
class AccessRulesTest {
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
  void theProcessorLooksAtAllBytesBeforeTheKernelDoes(
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
}
