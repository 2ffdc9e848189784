package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every screen that the navigation leads to: what all of them promise.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryScreenPageIT {
  private static final String NODE = "nav[aria-label='Node'] a[href^='#']";
  private static final String PROCESS = "nav[aria-label='Process'] a";

  private static final int ROUNDS = 3;
  private static final long MOST_GROWTH_BYTES = 5L << 20;

  /// What another moment of the last screen may have more; each screen has some hundreds.
  private static final int MOST_MORE_NODES = 100;

  private final TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "50");
  private final RunningService service = RunningService.sampledOnce();
  private final DrivenBrowser browser = DrivenBrowser.start();
  private final List<String> routes = routes();

  @AfterAll
  void end() {
    browser.close();
    service.close();
    program.close();
  }

  private List<String> routes() {
    try (OpenPage open = browser.open(service, "/p/" + program.pid() + "/space")) {
      assertThat(open.page().locator(PROCESS).first()).isVisible();
      return open.page().locator(NODE + ", " + PROCESS).all().stream()
          .map(link -> Objects.requireNonNull(link.getAttribute("href")).substring(1))
          .toList();
    }
  }

  static List<Look> looks() {
    return List.of(Look.LIGHT, Look.DARK, Look.NARROW, Look.FORCED);
  }

  private static void awaitContent(OpenPage open) {
    assertThat(open.heading()).isVisible();
    assertThat(open.page().locator(".waiting")).hasCount(0);
  }

  /// Shows a screen in an open page, as a link does.
  private static void show(OpenPage open, String route) {
    open.go(route);
    assertThat(open.page().locator("nav a[href='#" + route + "']"))
        .hasAttribute("aria-current", "page");
    awaitContent(open);
  }

  @ParameterizedTest
  @MethodSource("looks")
  void areForEverybody(Look look) {
    SoftAssertions all = new SoftAssertions();
    try (OpenPage open = browser.open(service, routes.getFirst(), look)) {
      for (String route : routes) {
        all.assertThatCode(
                () -> {
                  show(open, route);
                  open.isAccessible();
                  open.fitsItsWidth();
                })
            .as(route)
            .doesNotThrowAnyException();
      }
    }
    all.assertAll();
  }

  @Test
  void areReachedByKeyboardAlone() {
    try (OpenPage open = browser.open(service, routes.getFirst())) {
      for (String route : routes) {
        if (route.startsWith("/p/") && !open.route().startsWith("#/p/")) {
          open.go(route);
        }
        Locator link = open.page().locator("nav a[href='#" + route + "']");
        assertThat(link).isVisible();
        open.tabTo(link);
        open.press("Enter");
        assertThat(link).hasAttribute("aria-current", "page");
        awaitContent(open);
      }
    }
  }

  @Test
  void walkNoPageTablesUnasked() {
    String before = service.json("/api/scans").path("decisions").toString();
    try (OpenPage open = browser.open(service, routes.getFirst())) {
      routes.forEach(route -> show(open, route));
    }
    assertThat(service.json("/api/scans").path("decisions").toString()).isEqualTo(before);
  }

  @Test
  void holdNothingWhenTheyAreLeft() {
    try (OpenPage open = browser.open(service, routes.getFirst())) {
      routes.forEach(route -> show(open, route));
      Timings.Held before = Timings.held(open.protocol());
      for (int round = 0; round < ROUNDS; round++) {
        routes.forEach(route -> show(open, route));
      }
      Timings.Held after = Timings.held(open.protocol());
      System.out.printf(
          "page, %d screens left: before %s, after %s%n", ROUNDS * routes.size(), before, after);
      assertThat(after.bytes() - before.bytes()).isLessThanOrEqualTo(MOST_GROWTH_BYTES);
      assertThat(after.nodes() - before.nodes()).isLessThanOrEqualTo(MOST_MORE_NODES);
      assertThat(after.listeners() - before.listeners()).isLessThanOrEqualTo(MOST_MORE_NODES);
    }
  }
}
