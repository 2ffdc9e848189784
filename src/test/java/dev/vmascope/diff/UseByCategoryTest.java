package dev.vmascope.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The memory use of two listings, added up by category.
class UseByCategoryTest {
  private static final String HEAP = "55d000000000-55d000100000 rw-p 00000000 00:00 0 [heap]";
  private static final String STACK = "7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0 [stack]";

  private static UseByCategory read(Smaps before, Smaps after) throws IOException {
    UseByCategory use = new UseByCategory();
    SumsByCategory.of(use.before(before.source()), use.after(after.source()));
    return use;
  }

  @Test
  void addsUpEachSide() throws IOException {
    UseByCategory use =
        read(
            new Smaps().add(HEAP, 100, 80, 7),
            new Smaps().add(HEAP, 300, 90, 0).add(STACK, 12, 12, 4));
    assertThat(use.isKnown()).isTrue();
    assertThat(use.of(MappingCategory.HEAP).change())
        .isEqualTo(new MemoryUse(200 << 10, 10 << 10, -(7 << 10)));
    assertThat(use.of(MappingCategory.STACK).before()).isEqualTo(MemoryUse.NONE);
    assertThat(use.of(MappingCategory.STACK).after())
        .isEqualTo(new MemoryUse(12 << 10, 12 << 10, 4 << 10));
    assertThat(use.total().after()).isEqualTo(new MemoryUse(312 << 10, 102 << 10, 4 << 10));
    assertThat(use.total().change().weight()).isEqualTo(212 << 10);
    assertThat(use.of(MappingCategory.CODE).change()).isEqualTo(MemoryUse.NONE);
  }

  @Test
  void isUnknownIfOneMappingLacksMeasures() throws IOException {
    Smaps whole = new Smaps().add(HEAP, 100, 80, 7);
    assertThat(read(whole, new Smaps().add(HEAP, 1, 1, 0).without(STACK)).isKnown()).isFalse();
    assertThat(read(new Smaps().without(HEAP), whole).isKnown()).isFalse();
  }
}
