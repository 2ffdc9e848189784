package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The tasks that people come with, and the number of clicks that each may take.
@Alone("needs verdicts after a few ticks; a browser takes the time of others that do")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasksPageIT {
  private static final double WATCHED_MILLIS = 40_000;

  private final TestProgram leak =
      TestProgram.start(TestProgram.compile("leaks"), "anonymous", "12");
  private final RunningService service =
      RunningService.start(
          "--vmascope.sampling.interval=300ms",
          "--vmascope.growth.window=20s",
          "--vmascope.growth.leak-window=2m",
          "--vmascope.growth.warm-up=3s");
  private final DrivenBrowser browser = DrivenBrowser.start();
  private final String space = "/p/" + leak.pid() + "/space";

  @AfterAll
  void end() {
    browser.close();
    service.close();
    leak.close();
  }

  private static Locator withText(Locator locator, String text) {
    return locator.filter(new Locator.FilterOptions().setHasText(text));
  }

  private static Locator rows(OpenPage open) {
    return open.page().locator(".grid-body [role=row]");
  }

  private OpenPage openSpace() {
    OpenPage open = browser.open(service, space);
    assertThat(rows(open).first()).isVisible();
    return open;
  }

  @Test
  void findsWhatLeaksAndWhichKind() {
    String growth = "/api/processes/" + leak.pid() + "/growth";
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> service.json(growth).path("verdict").asString().matches("growing|leaking"));
    try (OpenPage open = browser.open(service, "")) {
      String verdict = service.json(growth).path("verdict").asString();
      open.click(withText(open.page().locator("main .lead button"), verdict));
      Locator link =
          withText(rows(open), Long.toString(leak.pid())).getByRole(AriaRole.LINK).first();
      open.click(link);
      open.click(withText(open.page().locator("nav[aria-label='Process'] a"), "Growth"));
      assertThat(open.page().locator("[aria-label='Verdict'] .lead"))
          .hasText(Pattern.compile("This process (leaks|grows).*anonymous.*"));
      assertThat(open.clicks()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void findsTheLargestAnonymousMapping() {
    try (OpenPage open = openSpace()) {
      open.click(
          withText(open.page().locator("ul[aria-label^='Categories'] button"), "anonymous")
              .first());
      open.click(open.role(AriaRole.BUTTON, "Size"));
      open.click(rows(open).first());
      assertThat(open.page().locator("[aria-label='Selection']")).containsText("anonymous");
      assertThat(open.page()).hasURL(Pattern.compile("at=0x"));
      assertThat(open.clicks()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void showsThePlaceOfASegfault() {
    String stack =
        service
            .json("/api/processes/" + leak.pid() + "/maps?kind=stack")
            .path("mappings")
            .path(0)
            .path("start")
            .asString();
    String line =
        "leaks[%d]: segfault at %s ip 0000000000401136 sp 00007ffc0b3f9e50 error 6 in leaks[401000+1000]"
            .formatted(leak.pid(), stack.substring(2));
    try (OpenPage open = browser.open(service, "/explain?pid=" + leak.pid())) {
      open.page().locator("#pasted").fill(line);
      open.click(open.role(AriaRole.BUTTON, "Explain"));
      assertThat(open.page().locator("[aria-label='Answer']")).containsText("[stack]");
      open.click(open.role(AriaRole.LINK, "Show " + stack));
      assertThat(open.page().locator(".grid-body [aria-selected='true']")).containsText("[stack]");
      assertThat(open.clicks()).isLessThanOrEqualTo(2);
      assertThat(open.page().url()).doesNotContain("segfault");
    }
  }

  @Test
  void seesWhatChangesInTenSeconds() {
    try (OpenPage open = openSpace()) {
      open.click(withText(open.page().locator("nav[aria-label='Process'] a"), "Live"));
      open.click(open.role(AriaRole.BUTTON, "Watch for 10 s"));
      assertThat(open.page().locator("section[aria-labelledby='watch']"))
          .containsText(
              "anonymous +",
              new LocatorAssertions.ContainsTextOptions().setTimeout(WATCHED_MILLIS));
      assertThat(open.clicks()).isLessThanOrEqualTo(3);
      open.isAccessible();
    }
  }

  @Test
  void seesHowManyMappingsAreLeft() {
    try (OpenPage open = openSpace()) {
      long limit = service.json("/api/system").path("mappings").path("maxMapCount").asLong();
      assertThat(withText(open.page().locator(".billboards div"), "Mappings"))
          .hasText(Pattern.compile(".*" + (limit / 1000) + ".\\d{3}, \\d+.\\d{3} left"));
      assertThat(open.clicks()).isZero();
    }
  }

  @Test
  void findsWhoMapsALibrary() {
    try (OpenPage open = openSpace()) {
      open.click(
          open.page()
              .locator(
                  "nav[aria-label='Node'] a", new Page.LocatorOptions().setHasText("Objects")));
      open.role(AriaRole.SEARCHBOX, "Who maps").fill("libc.so.6");
      open.press("Enter");
      Locator who = open.page().locator("main table").first();
      assertThat(withText(who.getByRole(AriaRole.ROW), "libc.so.6").first()).isVisible();
      Locator show =
          open.page()
              .getByRole(
                  AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show").setExact(true));
      if (show.count() > 0) {
        open.click(show.first());
      }
      Locator pids = open.page().locator("main table table [role=row], main table tr");
      assertThat(withText(pids, Long.toString(leak.pid())).first()).isVisible();
      assertThat(open.clicks()).isLessThanOrEqualTo(3);
    }
  }
}
