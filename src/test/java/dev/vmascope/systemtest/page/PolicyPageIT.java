package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.vmascope.systemtest.RunningService;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The policy of the page as a browser enforces it, and the requests of a page left alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyPageIT {
  private static final int MINUTE = 60_000;
  private static final int SECOND = 1_000;

  private final RunningService service = RunningService.start();
  private final DrivenBrowser browser = DrivenBrowser.start();

  @AfterAll
  void end() {
    browser.close();
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
        "document.createElement('script').text = '1'",
        "new Worker('page/x.js')",
        "trustedTypes.createPolicy('mine', { createHTML: text => text })",
        "eval('1')"
      })
  void refusesToMakeCodeOfText(String script) {
    try (OpenPage open = browser.open(service, "").forgive("Trusted|violation|Security Policy")) {
      // In a timer: what a test evaluates directly may use eval.
      Object thrown =
          open.page()
              .evaluate(
                  "() => new Promise(done => setTimeout(() => { try { %s; done('made'); }"
                          .formatted(script)
                      + " catch (error) { done(error.name); } }))");
      assertThat(thrown).isIn("TypeError", "EvalError");
    }
  }

  @Test
  void loadsNothingFromElsewhere() {
    try (OpenPage open = browser.open(service, "").forgive("evil.example|violat")) {
      assertThat(open.heading()).hasText("Processes");
      assertThat(open.page().evaluate("fetch('http://evil.example/').then(() => 'sent', String)"))
          .asString()
          .startsWith("TypeError");
      assertThat(
              open.page()
                  .evaluate(
                      """
                      () => new Promise(done => {
                        const image = new Image();
                        image.onload = () => done('loaded');
                        image.onerror = () => done('refused');
                        image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
                      })
                      """))
          .isEqualTo("refused");
    }
  }

  @Test
  void loadsFewFilesFirst() {
    try (OpenPage open = browser.open(service, "")) {
      assertThat(open.page().locator("[role=row]").nth(1)).isVisible();
      assertThat(open.requests().stream().filter(url -> !url.contains("/api/")).toList())
          .hasSizeLessThanOrEqualTo(5)
          .allMatch(url -> url.startsWith(service.base().toString()));
    }
  }

  /// Requests of a tab during a minute of its clock.
  private static List<String> requestsOfAMinute(OpenPage open) {
    int before = open.requests().size();
    for (int passed = 0; passed < MINUTE; passed += SECOND) {
      open.page().clock().runFor(SECOND);
      await().until(open::isQuiet);
    }
    List<String> all = open.requests();
    return all.subList(before, all.size());
  }

  private OpenPage withClock() {
    OpenPage open = browser.blank(Look.LIGHT);
    open.page().clock().install();
    open.visit(service, "");
    assertThat(open.page().locator("[role=row]").nth(1)).isVisible();
    await().until(open::isQuiet);
    return open;
  }

  @Test
  void asksSeldomWhenLeftAlone() {
    try (OpenPage open = withClock()) {
      assertThat(requestsOfAMinute(open)).hasSizeBetween(6, 12);
    }
  }

  @Test
  void asksNothingWhileNobodySeesIt() {
    try (OpenPage open = withClock()) {
      see(open.page(), false);
      assertThat(requestsOfAMinute(open)).hasSizeLessThanOrEqualTo(1);
      assertThat(requestsOfAMinute(open)).isEmpty();
      see(open.page(), true);
      await().until(() -> !requestsOfAMinute(open).isEmpty());
    }
  }

  /// Tells the page that its tab was hidden or shown: browsers without windows hide none.
  private static void see(Page page, boolean seen) {
    page.evaluate(
        """
        seen => {
          Object.defineProperty(document, 'hidden', { value: !seen, configurable: true });
          Object.defineProperty(document, 'visibilityState',
            { value: seen ? 'visible' : 'hidden', configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        seen);
  }

  @Test
  void walksNoPageTablesUnasked() {
    String before = service.json("/api/scans").path("decisions").toString();
    try (OpenPage open = withClock()) {
      requestsOfAMinute(open);
      assertThat(service.json("/api/scans").path("decisions").toString()).isEqualTo(before);
    }
  }
}
