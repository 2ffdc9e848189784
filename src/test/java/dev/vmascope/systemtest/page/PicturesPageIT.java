package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.vmascope.systemtest.RunningService;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pictures of the documents, made of a capture of a Java virtual machine.
///
/// They lie in `target/page-pictures`; with `-Dpage.pictures=write` also in `docs/images`. The same
/// capture gives the same picture, but for the fonts of the machine.
class PicturesPageIT {
  private static final Path CAPTURE = Path.of("src/test/resources/proc/jvm");
  private static final Path MADE = Path.of("target/page-pictures");
  private static final Path DOCUMENTS = Path.of("docs/images");
  private static final int PID = 17632;
  private static final int MOST_BYTES = 300_000;

  /// Colours of a screen of text alone are fewer: shades of letters.
  private static final int FEWEST_COLOURS = 100;

  private static final Look LOOK =
      new Look(1280, 1080, ColorScheme.LIGHT, ForcedColors.NONE, ReducedMotion.REDUCE);

  private static String root(Path folder) throws IOException {
    Path process = Files.createDirectory(folder.resolve(Integer.toString(PID)));
    for (String file : new String[] {"maps", "stat", "statm", "status"}) {
      Files.copy(CAPTURE.resolve(file), process.resolve(file));
    }
    return folder.toString();
  }

  private static void take(OpenPage open, String name) throws IOException {
    Files.createDirectories(MADE);
    Path file = MADE.resolve(name);
    open.page().mouse().move(0, 0);
    open.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(LOOK.width());
    assertThat(picture.getHeight()).isEqualTo(LOOK.height());
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
    assertThat(
            IntStream.range(0, LOOK.width() * LOOK.height())
                .map(at -> picture.getRGB(at % LOOK.width(), at / LOOK.width()))
                .distinct()
                .count())
        .isGreaterThan(FEWEST_COLOURS);
    if ("write".equals(System.getProperty("page.pictures"))) {
      Files.copy(file, DOCUMENTS.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(DOCUMENTS.resolve(name)).exists();
  }

  @Test
  void showAnAddressSpace(@TempDir Path folder) throws IOException {
    try (RunningService service = RunningService.start("--vmascope.procfs.root=" + root(folder));
        DrivenBrowser browser = DrivenBrowser.start();
        OpenPage open = browser.blank(LOOK)) {
      open.page().clock().setFixedTime("2026-11-30T12:00:00Z");
      open.visit(service, "/p/" + PID + "/space");
      assertThat(open.page().locator(".grid-body [role=row]").first()).isVisible();
      open.role(AriaRole.BUTTON, "Size").click();
      open.page().locator(".grid-body [role=row]").first().click();
      assertThat(open.page().locator("[aria-label='Selection'] dl")).isVisible();
      assertThat(open.page().locator("[aria-label='Selection']")).containsText("Above");
      take(open, "page-space.png");
    }
  }
}
