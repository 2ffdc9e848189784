package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.ImageContainer;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the image takes of a machine with three hundred processes. Memory and sizes do not depend
/// on how fast the machine is; the time to start is held against that of the same jar without what
/// was learnt when the image was built. `docs/performance.md` has what was measured.
@Alone("measures memory and times, with as many processes as it starts")
class FootprintIT {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MOST_PRIVATE = 95 * MEBIBYTE;
  private static final long MOST_RESIDENT = 170 * MEBIBYTE;
  private static final long MOST_BEYOND_THE_STACK = 12 * MEBIBYTE;
  private static final long MOST_JAR = 42 * MEBIBYTE;
  private static final long MOST_IMAGE = 215 * MEBIBYTE;
  private static final double MOST_OF_A_COLD_START = 0.7;
  private static final Pattern RUNNING_FOR = Pattern.compile("\\(process running for ([0-9.]+)\\)");

  private static final Pattern TICKS =
      Pattern.compile("(?m)^vmascope_sampling_seconds_count (\\S+)");

  @BeforeAll
  static void build() {
    ImageContainer.build();
  }

  @Test
  void isSmallAndSoIsWhatItAddsToItsStack() throws Exception {
    try (TestProgram _ = TestProgram.start(TestProgram.compile("crowd"), "250", "60");
        ImageContainer bare = startBareStack();
        ImageContainer container = ImageContainer.start(ImageContainer.IMAGE)) {
      ask(bare);
      await("four ticks").atMost(Duration.ofMinutes(2)).until(() -> ticks(container) >= 4);
      MemorySizes sizes = sizes(container.pid());
      MemorySizes ofStack = sizes(bare.pid());
      print("service", sizes);
      print("bare stack", ofStack);
      System.out.println("bare stack ready after " + seconds(bare) + " s");
      long anonymous = sizes.bytes(ProcessSize.ANONYMOUS).orElseThrow();
      assertThat(anonymous).isLessThan(MOST_PRIVATE);
      assertThat(sizes.bytes(ProcessSize.RESIDENT).orElseThrow()).isLessThan(MOST_RESIDENT);
      assertThat(anonymous - ofStack.bytes(ProcessSize.ANONYMOUS).orElseThrow())
          .as("private memory beyond the stack")
          .isLessThan(MOST_BEYOND_THE_STACK);
    }
  }

  private static void print(String what, MemorySizes sizes) {
    System.out.println(
        what
            + " private "
            + sizes.bytes(ProcessSize.ANONYMOUS).orElseThrow() / MEBIBYTE
            + " MiB, resident "
            + sizes.bytes(ProcessSize.RESIDENT).orElseThrow() / MEBIBYTE
            + " MiB");
  }

  /// The same image, libraries, cache and options with a program that has nothing of its own.
  private static ImageContainer startBareStack() {
    Path classes = Path.of("target/test-classes/bare").toAbsolutePath();
    return ImageContainer.start(
        "-v",
        classes + ":/bare/bare:ro",
        "--entrypoint",
        "/opt/java/bin/java",
        ImageContainer.IMAGE,
        "@bin/jvm.options",
        "-XX:AOTCache=vmascope.aot",
        "-cp",
        "vmascope.jar:/bare",
        "bare.BareStack",
        "--management.endpoint.health.validate-group-membership=false");
  }

  /// What the service is asked, too: to be scraped and described.
  private static void ask(ImageContainer bare) {
    for (String path : List.of("/actuator/prometheus", "/v3/api-docs", "/actuator/prometheus")) {
      assertThat(bare.get(path, null).statusCode()).as(path).isEqualTo(200);
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
      System.out.println("ready after " + learnt + " s, without the cache " + cold + " s");
      assertThat(learnt / cold).isLessThan(MOST_OF_A_COLD_START);
    }
  }

  @Test
  void isALittleDownload() throws IOException {
    long jar = Files.size(RunningService.jar());
    long image = imageBytes(ImageContainer.IMAGE) - imageBytes("debian:bookworm-slim");
    System.out.println(
        "jar " + jar / MEBIBYTE + " MiB, image without base " + image / MEBIBYTE + " MiB");
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

  private static double ticks(ImageContainer container) {
    byte[] scrape = container.get("/actuator/prometheus", container.token()).body();
    Matcher ticks = TICKS.matcher(new String(scrape, StandardCharsets.UTF_8));
    return ticks.find() ? Double.parseDouble(ticks.group(1)) : 0;
  }

  private static MemorySizes sizes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    return ProcessStatus.parse(Files.readAllBytes(status), "status").sizes();
  }
}
