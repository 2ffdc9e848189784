package dev.vmascope.live;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.scan.ScanLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A capture of a process that a test changes, as if the process did.
final class ChangingCapture implements AutoCloseable {
  static final int PID = 17632;
  private static final Path CAPTURE = Path.of("src/test/resources/proc/jvm");
  private static final String THREADS = " 18 0 442319 ";
  private static final String STACK = "140730493256624";

  private final Path folder;
  private final ProcFs procFs;

  /// @param root an empty folder
  ChangingCapture(Path root) {
    folder = root.resolve(Integer.toString(PID));
    try {
      Files.createDirectory(folder);
      for (String file : List.of("stat", "statm", "status")) {
        Files.copy(CAPTURE.resolve(file), folder.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    procFs =
        new ProcFs(
            root,
            1,
            Duration.ofSeconds(10),
            new ScanLimits(0.01, Duration.ofMillis(50), Duration.ofSeconds(5)),
            Clock.systemUTC());
  }

  ProcFs procFs() {
    return procFs;
  }

  /// Lets it have these mappings, each a page at a multiple of two.
  ChangingCapture withMappings(int... places) {
    StringBuilder maps = new StringBuilder();
    IntStream.of(places)
        .mapToLong(place -> 0x7f0000000000L + 0x2000L * place)
        .forEach(start ->
            maps.append("%x-%x rw-p 00000000 00:00 0 \n".formatted(start, start + 0x1000)));
    write("maps", maps.toString());
    return this;
  }

  /// Lets it have a number of threads.
  void haveThreads(int threads) {
    write("stat", read("stat").replace(THREADS, " " + threads + " 0 442319 "));
  }

  /// Lets it have a resident size.
  void haveResident(String kibibytes) {
    write("status", read("status").replaceFirst("VmRSS:.*", "VmRSS:\t" + kibibytes + " kB"));
  }

  /// Lets it run another program.
  void exec() {
    write("stat", read("stat").replace(STACK, "140730493256000"));
  }

  /// Lets another process have its pid.
  void replace() {
    write("stat", read("stat").replace(" 442319 ", " 442320 "));
  }

  /// The present listing.
  ListingReading reading() {
    return procFs.readMaps(PID).value().orElseThrow();
  }

  private String read(String file) {
    try {
      return Files.readString(CAPTURE.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    procFs.close();
  }
}
