package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.PageState;
import dev.vmascope.mapping.text.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRunParserTest {
  private static final long WRITTEN = 2;
  private static final long SOFT_DIRTY = 128;

  private static byte[] regions(long... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.nativeOrder());
    Arrays.stream(numbers).forEach(bytes::putLong);
    return bytes.array();
  }

  private static List<PageRun> parse(byte[] regions) throws IOException {
    PageRunParser parser = new PageRunParser(new ByteArrayInputStream(regions), "pagemap");
    List<PageRun> runs = new ArrayList<>();
    for (PageRun run = parser.next(); run != null; run = parser.next()) {
      runs.add(run);
    }
    return runs;
  }

  private static PageRun run(long start, long end, long categories) {
    return new PageRun(new AddressRange(start, end), categories);
  }

  @Test
  void nothingIsNoRuns() throws IOException {
    assertThat(parse(new byte[0])).isEmpty();
  }

  @Test
  void joinsWhatTheKernelGaveInTwoCalls() throws IOException {
    byte[] bytes =
        regions(
            0x1000,
            0x3000,
            PageRun.PRESENT,
            0x3000,
            0x4000,
            PageRun.PRESENT | SOFT_DIRTY,
            0x4000,
            0x5000,
            PageRun.PRESENT | PageRun.FILE,
            0x6000,
            0x7000,
            PageRun.PRESENT | PageRun.FILE);
    assertThat(parse(bytes))
        .containsExactly(
            run(0x1000, 0x4000, PageRun.PRESENT),
            run(0x4000, 0x5000, PageRun.PRESENT | PageRun.FILE),
            run(0x6000, 0x7000, PageRun.PRESENT | PageRun.FILE));
  }

  /// As Linux 6.18 gives a page of `MADV_GUARD_INSTALL`: 0x112.
  @Test
  void aGuardIsNotSwapped() throws IOException {
    byte[] bytes =
        regions(
            0x1000,
            0x2000,
            PageRun.GUARD | PageRun.SWAPPED | WRITTEN,
            0x2000,
            0x3000,
            PageRun.SWAPPED | WRITTEN);
    List<PageRun> runs = parse(bytes);
    assertThat(runs).extracting(PageRun::state).containsExactly(PageState.GUARD, PageState.SWAPPED);
    assertThat(runs.getFirst().is(PageRun.SWAPPED)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "8, present",
    "16, swapped",
    "272, guard",
    "0x28, present",
    "0x14, swapped",
  })
  void saysWhereAPageIs(String categories, String state) {
    assertThat(run(0x1000, 0x2000, Long.decode(categories)).state()).hasToString(state);
  }

  @Test
  void complainsAboutHalfARegion() {
    byte[] bytes = Arrays.copyOf(regions(0x1000, 0x2000, PageRun.PRESENT), 23);
    assertThatThrownBy(() -> parse(bytes))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("pagemap:1:1: expected 24 bytes, got");
  }

  @Test
  void complainsAboutRegionsThatGoBackwards() {
    byte[] bytes = regions(0x2000, 0x3000, PageRun.PRESENT, 0x1000, 0x2000, PageRun.PRESENT);
    assertThatThrownBy(() -> parse(bytes))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith(
            "pagemap:2:1: expected a start that is not below the end of the run before, got");
  }

  @Test
  void complainsAboutEmptyRegionsAndPagesOfNoState() {
    assertThatThrownBy(() -> parse(regions(0x2000, 0x2000, PageRun.PRESENT)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("a start below an end");
    assertThatThrownBy(() -> parse(regions(0x1000, 0x2000, PageRun.FILE)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("present, swapped or guards");
    assertThatThrownBy(() -> run(0x1000, 0x2000, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
