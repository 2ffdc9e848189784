package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.RunningService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/// A snapshot of a process in a container, taken and compared in the page by the keyboard alone.
class ComparePageIT {
  private static final Duration GROWTH = Duration.ofSeconds(40);

  @Test
  void tellsWhatGrewSinceASnapshot(@TempDir Path data) {
    try (GenericContainer<?> container = Containers.of("leaks")) {
      container.withCommand("./leaks", "anonymous", "12");
      container.start();
      String process = "/p/" + Containers.pid(container);
      try (RunningService service =
              RunningService.start(
                  "--vmascope.security.read-only=false", "--vmascope.data-dir=" + data);
          DrivenBrowser browser = DrivenBrowser.start();
          OpenPage open = browser.open(service, process + "/compare")) {
        open.tabTo(open.role(AriaRole.BUTTON, "Take a snapshot now"));
        open.press("Enter");
        Locator changed = open.page().locator("section[aria-labelledby='changed'] .lead");
        assertThat(changed).isVisible();
        Locator again = open.role(AriaRole.BUTTON, "Compare again");
        await()
            .atMost(GROWTH)
            .until(() -> {
              open.tabTo(again);
              open.press("Enter");
              assertThat(again).isVisible();
              return String.valueOf(changed.textContent()).contains("anonymous +");
            });
        open.isAccessible();

        leadsFromTheChart(open, process);

        open.tabTo(open.page().locator("[role=row][tabindex='0']").last());
        open.press("Enter");
        assertThat(open.page()).hasURL(Pattern.compile("/space\\?at=0x"));
        assertThat(open.page().locator(".grid-body [aria-selected='true']")).hasCount(1);
      }
    }
  }

  /// Follows the link of the chart of growth: the snapshot is the state nearest to its first
  /// sample.
  private static void leadsFromTheChart(OpenPage open, String process) {
    open.go(process + "/growth");
    Locator link = open.role(AriaRole.LINK, "Compare the mappings at these moments");
    assertThat(link).isVisible();
    open.tabTo(link);
    open.press("Enter");
    assertThat(open.page()).hasURL(Pattern.compile("/compare\\?since="));
    assertThat(open.page().locator("main p[role=status]").first())
        .hasText(Pattern.compile("The states nearest to .* away\\) and now of the chart\\."));
    assertThat(open.page().locator("section[aria-labelledby='changed'] .lead"))
        .containsText("anonymous +");
  }
}
