package dev.vmascope.access.rule;

import static dev.vmascope.access.rule.KnownFacts.EXCLUSIVE;
import static dev.vmascope.access.rule.KnownFacts.GUARD;
import static dev.vmascope.access.rule.KnownFacts.OF_FILE;
import static dev.vmascope.access.rule.KnownFacts.PLAIN;
import static dev.vmascope.access.rule.KnownFacts.PRESENT;
import static dev.vmascope.access.rule.KnownFacts.SWAPPED;
import static dev.vmascope.access.rule.KnownFacts.plain;
import static dev.vmascope.access.rule.PrintedVerdict.X86;
import static dev.vmascope.access.rule.PrintedVerdict.judge;
import static dev.vmascope.access.rule.PrintedVerdict.machine;
import static dev.vmascope.access.rule.PrintedVerdict.print;
import static dev.vmascope.mapping.AccessType.EXECUTE;
import static dev.vmascope.mapping.AccessType.READ;
import static dev.vmascope.mapping.AccessType.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.AddressSpaceLayout;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts on accesses to mappings, by their permissions, protection keys and pages.
class MappingRulesTest {
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
  void arm64LooksAtThePermissionToExecuteFirstAndKnowsMemoryThatCannotBeRead() {
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

  @Test
  void aGuardIsAHoleInAMapping() {
    KnownFacts facts = plain("rw-p").page(PLAIN, SWAPPED, GUARD);
    assertThat(judge(facts, PLAIN, READ)).isEqualTo("SIGSEGV SEGV_MAPERR 7f0000000000");
    assertThat(judge(facts, PLAIN + 4096, READ)).isEqualTo("allowed demand");
    assertThat(judge(plain("---p").page(PLAIN, SWAPPED, GUARD), PLAIN, READ))
        .isEqualTo("SIGSEGV SEGV_ACCERR 7f0000000000");
    assertThat(facts.stateQuestions()).as("walks, for the page that is absent").isEqualTo(1);
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
  void kernelsThatDoNotTellGuardsMakeSwappedPagesDoubtful() {
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
