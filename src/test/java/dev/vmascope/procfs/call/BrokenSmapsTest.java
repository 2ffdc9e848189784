package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.SmapsUsage;
import dev.vmascope.mapping.proc.SmapsEntry;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.procfs.FakeChannel;
import dev.vmascope.procfs.pool.ByteBudget;
import dev.vmascope.procfs.pool.KernelBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// A large smaps that breaks off at every page of it, with every error there is: it is never taken
/// for whole, and what is taken of it is right. `-Dfaults.mappings=65000` makes it 47 MB, as of a
/// process near `vm.max_map_count`.
class BrokenSmapsTest {
  private static final int MAPPINGS = Integer.getInteger("faults.mappings", 2_000);
  private static final int PAGE = 4096;
  private static final int MOST_PARSED = 512;

  private static final String ENTRY = "%x-%x rw-p 00000000 00:00 0 \n" + SmapsUsage.TEXT;

  private final ByteBudget budget = new ByteBudget(64 << 20, () -> {});

  private static byte[] smaps() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (long i = 0; i < MAPPINGS; i++) {
      long start = 0x7f00_0000_0000L + 2 * i * PAGE;
      bytes.writeBytes(ENTRY.formatted(start, start + PAGE).getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /// Printed again, entry by entry.
  private List<String> entries(Outcome<KernelBytes> outcome) throws IOException {
    List<String> entries = new ArrayList<>();
    try (KernelBytes bytes = outcome.value().orElseThrow()) {
      boolean brokeOff = outcome.kind() == OutcomeKind.PARTIAL;
      SmapsParser parser = new SmapsParser(bytes.stream(), "smaps", brokeOff);
      for (SmapsEntry entry = parser.next(); entry != null; entry = parser.next()) {
        entries.add(entry.print());
      }
    }
    return entries;
  }

  @Test
  void isNeverTakenForWhole() throws IOException {
    byte[] smaps = smaps();
    List<String> whole =
        entries(KernelBytes.readAll(FakeChannel.of(smaps), budget, budget.limit()));
    assertThat(String.join("", whole)).isEqualTo(new String(smaps, StandardCharsets.US_ASCII));
    int pages = smaps.length / PAGE;
    int stride = Math.max(1, pages / MOST_PARSED);
    int flagged = 0;
    for (int page = 1; page <= pages; page++) {
      for (Errno errno : List.of(Errno.ESRCH, Errno.EIO, Errno.EACCES)) {
        IOException error = new SystemCallException(errno.number(), errno.words());
        Outcome<KernelBytes> outcome =
            KernelBytes.readAll(
                FakeChannel.breakingOff(smaps, page * PAGE, error), budget, budget.limit());
        flagged += outcome.kind() == OutcomeKind.PARTIAL ? 1 : 0;
        if (errno == Errno.EIO && page % stride == 0) {
          List<String> entries = entries(outcome);
          assertThat(entries).as("page %d", page).isEqualTo(whole.subList(0, entries.size()));
          assertThat(entries.size())
              .as("entries of the first %d pages", page)
              .isBetween(page * PAGE / (ENTRY.length() + 24) - 2, page * PAGE / ENTRY.length());
        } else {
          outcome.value().ifPresent(KernelBytes::close);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "smaps of %,d bytes broken off %,d times: flagged %,d%n",
        smaps.length,
        3 * pages,
        flagged);
    assertThat(flagged).isEqualTo(3 * pages);
    assertThat(budget.taken()).isZero();
  }
}
