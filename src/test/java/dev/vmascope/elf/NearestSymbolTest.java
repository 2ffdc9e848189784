package dev.vmascope.elf;

import static dev.vmascope.elf.BuiltObject.built;
import static dev.vmascope.elf.BuiltObject.nearest;
import static dev.vmascope.elf.BuiltObject.symbol;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which of several symbols is the one at an address.
class NearestSymbolTest {
  @TempDir private Path folder = Path.of("");

  /// Start files have an empty mark where variables end, and the first of the others there;
  /// compilers put labels into functions, and parts of one that are seldom run behind others.
  @Test
  void theSymbolThatContainsAnAddressIsBeforeAllOthers() throws Exception {
    String source =
        """
            .data
            .globl end_mark
            .type end_mark, %object
            .type completed, %object
        end_mark:
        completed:
            .zero 8
            .size end_mark, 0
            .size completed, 1
            .globl alias_bound
            .type alias_bound, %object
            .type alias_local, %object
        alias_local:
        alias_bound:
            .zero 8
            .size alias_local, 4
            .size alias_bound, 4
            .text
            .globl whole
            .type whole, %function
            .type label, %function
            .type inner, %function
        whole:
            .zero 16
        label:
            .zero 16
        inner:
            .zero 4
            .size inner, 4
            .zero 28
            .size whole, . - whole
            .zero 16
            .section .note.GNU-stack, "", %progbits
        """;
    Path object = built(folder, source, "-shared", "-nostdlib");
    long mark = symbol(object, "end_mark");
    assertThat(nearest(object, mark)).isEqualTo("completed + 0");
    assertThat(nearest(object, mark + 2)).isEqualTo("end_mark, then 2");
    assertThat(nearest(object, mark + 8)).isEqualTo("alias_bound + 0");
    assertThat(nearest(object, mark + 13)).isEqualTo("alias_bound, then 5");
    long whole = symbol(object, "whole");
    assertThat(nearest(object, whole + 15)).isEqualTo("whole + 15");
    assertThat(nearest(object, whole + 20)).isEqualTo("whole + 20");
    assertThat(nearest(object, whole + 33)).isEqualTo("inner + 1");
    assertThat(nearest(object, whole + 40)).isEqualTo("whole + 40");
    assertThat(nearest(object, whole + 64)).isEqualTo("inner, then 32");
  }
}
