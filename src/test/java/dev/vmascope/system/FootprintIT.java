package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the image takes of a machine with three hundred processes. Memory and sizes do not depend
/// on how fast the machine is; the time to start is held against that of the same jar without what
/// was learnt when the image was built. `docs/performance.md` has what was measured.
class FootprintIT {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MOST_PRIVATE = 100 * MEBIBYTE;
  private static final long MOST_RESIDENT = 180 * MEBIBYTE;
  private static final long MOST_JAR = 42 * MEBIBYTE;
  private static final long MOST_IMAGE = 215 * MEBIBYTE;
  private static final double MOST_OF_A_COLD_START = 0.7;
  private static final Pattern RUNNING_FOR = Pattern.compile("\\(process running for ([0-9.]+)\\)");

  @BeforeAll
  static void build() {
    ImageContainer.build();
  }

  @Test
  void isSmall() throws Exception {
    try (TestProgram _ = TestProgram.start(TestProgram.compile("crowd"), "250", "60");
        ImageContainer container = ImageContainer.start(ImageContainer.IMAGE)) {
      Thread.sleep(30_000);
      long anonymous = status(container.pid(), "RssAnon");
      long resident = status(container.pid(), "VmRSS");
      Bench.print(
          "private " + anonymous / MEBIBYTE + " MiB, resident " + resident / MEBIBYTE + " MiB");
      assertThat(anonymous).isLessThan(MOST_PRIVATE);
      assertThat(resident).isLessThan(MOST_RESIDENT);
    }
  }

  @Test
  void startsFromWhatItLearnt() {
    double cold;
    try (ImageContainer container =
        ImageContainer.start(
            "--entrypoint",
            "/opt/java/bin/java",
            ImageContainer.IMAGE,
            "@bin/jvm.options",
            "-jar",
            "vmascope.jar")) {
      cold = seconds(container);
    }
    try (ImageContainer container = ImageContainer.start(ImageContainer.IMAGE)) {
      double learnt = seconds(container);
      Bench.print("ready after " + learnt + " s, without the cache " + cold + " s");
      assertThat(learnt / cold).isLessThan(MOST_OF_A_COLD_START);
    }
  }

  @Test
  void isALittleDownload() throws IOException {
    long jar = Files.size(RunningService.jar());
    long image = imageBytes(ImageContainer.IMAGE) - imageBytes("debian:bookworm-slim");
    Bench.print("jar " + jar / MEBIBYTE + " MiB, image without base " + image / MEBIBYTE + " MiB");
    assertThat(jar).isLessThan(MOST_JAR);
    assertThat(image).isLessThan(MOST_IMAGE);
  }

  private static long imageBytes(String image) {
    return Long.parseLong(ImageContainer.docker("image", "inspect", "-f", "{{.Size}}", image));
  }

  private static double seconds(ImageContainer container) {
    Matcher running = RUNNING_FOR.matcher(container.log());
    assertThat(running.find()).isTrue();
    return Double.parseDouble(running.group(1));
  }

  private static long status(long pid, String key) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
