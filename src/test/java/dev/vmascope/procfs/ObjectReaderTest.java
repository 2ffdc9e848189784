package dev.vmascope.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The files that a child that sleeps has mapped.
class ObjectReaderTest {
  private final ByteBudget budget = new ByteBudget(1 << 24, () -> {});

  /// Makes of each file how many bytes of listings are held while it is open.
  private final class Held implements ObjectParser<Long> {
    @Override
    public boolean wants(MappedFile file) {
      return true;
    }

    @Override
    public Long parse(MappedFile file, ObjectBytes bytes) {
      return budget.taken();
    }
  }

  /// A file may hang for ever, and must not keep what listings of others need.
  @Test
  void noListingIsHeldWhileFilesAreOpen() throws Exception {
    try (Child child = Child.idle()) {
      ObjectsReading<Long> reading = read(child).value().orElseThrow();
      assertThat(reading.complete()).isTrue();
      assertThat(reading.objects()).hasSizeGreaterThan(2);
      assertThat(reading.objects())
          .allSatisfy(object -> assertThat(object.content()).isEqualTo(new FileContent.Read<>(0L)));
    }
  }

  private Outcome<ObjectsReading<Long>> read(Child child) throws IOException {
    ReadAccount account = new ReadAccount(new ReadStatistics(), Hung.reads());
    ProcessReader processes =
        new ProcessReader(
            Path.of("/proc"),
            true,
            new AddressSpaceIds(),
            account,
            _ -> false,
            KnownExecutables.NONE);
    Clock clock = Clock.systemUTC();
    ListingReader listings = new ListingReader(processes, account, budget, clock, true);
    ObjectReader objects =
        new ObjectReader(
            processes, listings, account, clock, Duration.ofMinutes(1), _ -> Optional.empty());
    return processes.onProcess(
        child.pid(), (process, reading) -> objects.read(process, reading, new Held()));
  }
}
