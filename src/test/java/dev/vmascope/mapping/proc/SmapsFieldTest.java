package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Mutations;
import dev.vmascope.mapping.text.MalformedException;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lines of an smaps entry whose layout is known from the entry before: they are read as those
/// of the first entry are, and so is what only looks like them.
class SmapsFieldTest {
  private static final int ROUNDS = 100_000;
  private static final String HEADER = "00402000-00404000 r-xp 00000000 00:00 0 \n";
  private static final List<String> USUAL =
      List.of(
          "Rss:                   4 kB\n",
          "Private_Hugetlb:    2048 kB\n",
          "THPeligible:           1\n");

  /// The text of an entry, or the complaint about it.
  private static String outcome(Supplier<SmapsEntry> parse, int linesBefore) {
    try {
      return parse.get().print();
    } catch (MalformedException e) {
      return e.line() - linesBefore + ":" + e.column() + ": " + e.expected() + ", " + e.got();
    }
  }

  private static void assertReadAlike(byte[] line, String usual) {
    byte[] entry = Listings.bytes(HEADER + Listings.text(line));
    byte[] listing = Listings.bytes("00400000-00402000 r-xp 00000000 00:00 0 \n" + usual + HEADER);
    byte[] behind = Listings.bytes(Listings.text(listing) + Listings.text(line));
    assertThat(outcome(() -> SmapsParser.parse(behind, "smaps").get(1), 2))
        .as(Listings.text(line))
        .isEqualTo(outcome(() -> SmapsParser.parse(entry, "smaps").getFirst(), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rss:                   4 kB\n",
        "Rss:                   0 kB\n",
        "Rss:            12345678 kB\n",
        "Rss:            02345678 kB\n",
        "Rss:           123456789 kB\n",
        "Rss:           12345678 kB\n",
        "Rss:                  04 kB\n",
        "Rss:                  00 kB\n",
        "Rss:                  4  kB\n",
        "Rss:                 4 4 kB\n",
        "Rss:                  -4 kB\n",
        "Rss:                     kB\n",
        "Rss:                   4 MB\n",
        "Rss:                   4 kB \n",
        "Rss:                   4 kB",
        "Rss:\t                   4 kB\n",
        "Rss: 4 kB\n",
        "Rss:                   4\n",
        "Rss:                   4 kB\nRss:                   4 kB\n",
        "rss:                   4 kB\n",
        "Rxs:                   4 kB\n",
        "\n",
        "",
      })
  void aLineIsReadAsInTheFirstEntry(String line) {
    assertReadAlike(Listings.bytes(line), USUAL.getFirst());
  }

  @Test
  void aDamagedLineIsReadAsInTheFirstEntry() {
    Mutations mutations = new Mutations(new Random(20_261_201));
    for (int round = 0; round < ROUNDS; round++) {
      String usual = USUAL.get(round % USUAL.size());
      assertReadAlike(mutations.damaged(Listings.bytes(usual)), usual);
    }
  }
}
