package dev.vmascope.mapping.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Listings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The listings for which file systems are needed.
class ProcessFactsTest {
  private static final int ROUNDS = 5_000;

  /// So many that a listing has up to 24 KiB.
  private static final int MOST_LINES = 600;

  /// Lines of all lengths, among them those that are joined with the next one.
  private static final List<String> LINES =
      List.of(
          "Rss:                   4 kB\n",
          "Private_Hugetlb: 12345678 kB\n",
          "THPeligible:           0\n",
          "VmFlags: mr mw me \n",
          "VmFlags: rd ex mr mw me dd hg ht \n",
          "00400000-00401000 r-xp 00000000 00:00 0 \n",
          "7f0000001000-7f0000002000 rw-p 00000000 fe:00 12                         /x\\012y\n");

  private static final String NEEDS =
      "00400000-00401000 rw-s 00000000 00:05 3                          /dev/zero\n";

  private static boolean needed(String listing, boolean smaps) throws IOException {
    // It says that it has little left, so its buffer is small, and is filled several times.
    ByteArrayInputStream stream =
        new ByteArrayInputStream(Listings.bytes(listing)) {
          @Override
          public synchronized int available() {
            return 1;
          }
        };
    boolean needed = ProcessFacts.needFileSystems(stream, smaps);
    assertThat(stream.readAllBytes()).as("its position is kept").hasSize(listing.length());
    return needed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00400000-00401000 rw-s 00000000 00:05 3 /dev/zero\n",
        "00400000-00401000 rw-s 00000000 00:05 3 /anon_hugepage (deleted)\n",
        "0-1000 rw-s 00000000 00:0 0 /dev/\n",
      })
  void aDeviceOrHugePagesNeedThem(String line) throws IOException {
    assertThat(needed(line, false)).isTrue();
    assertThat(needed(line, true)).isTrue();
  }

  @Test
  void smapsNeedThemAsTheirLinesDo() throws IOException {
    Random random = new Random(20_261_201);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder listing = new StringBuilder();
      for (int i = random.nextInt(MOST_LINES); i > 0; i--) {
        listing.append(LINES.get(random.nextInt(LINES.size())));
      }
      boolean expected = random.nextBoolean();
      if (expected) {
        int line = listing.indexOf("\n", random.nextInt(listing.length() + 1));
        listing.insert(line < 0 ? listing.length() : line + 1, NEEDS);
      }
      assertThat(needed(listing.toString(), true)).as("%s", listing).isEqualTo(expected);
      assertThat(needed(listing.toString(), false)).as("%s", listing).isEqualTo(expected);
      found += expected ? 1 : 0;
    }
    assertThat(found).isBetween(ROUNDS / 3, 2 * ROUNDS / 3);
  }

  /// Whatever may be behind the end may need them.
  @Test
  void smapsThatBreakOffMayNeedThem() throws IOException {
    assertThat(needed(LINES.get(5) + "Rss:      ", true)).isTrue();
    assertThat(needed(LINES.get(5) + LINES.get(0), true)).isFalse();
    assertThat(needed("", true)).isFalse();
  }
}
