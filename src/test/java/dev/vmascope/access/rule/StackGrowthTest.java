package dev.vmascope.access.rule;

import static dev.vmascope.access.rule.PrintedVerdict.X86;
import static dev.vmascope.access.rule.PrintedVerdict.judge;
import static dev.vmascope.access.rule.PrintedVerdict.print;
import static dev.vmascope.mapping.AccessType.EXECUTE;
import static dev.vmascope.mapping.AccessType.READ;
import static dev.vmascope.mapping.AccessType.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts on accesses below a stack: whether it grows down to them.
class StackGrowthTest {
  private static final String STACK = "7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0    [stack]";
  private static final long STACK_START = 0x7ffc00000000L;
  private static final long STACK_END = 0x7ffc00021000L;

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
  void limitsThatCannotBeReadAreAssumed() {
    AccessVerdict verdict =
        new AccessRules(X86).judge(STACK_START - 1, READ, 1, new KnownFacts(STACK).withoutLimits());
    assertThat(print(verdict.ending())).isEqualTo("allowed stack-growth");
    assertThat(verdict.assumes()).singleElement().asString().contains("RLIMIT_STACK");
  }
}
