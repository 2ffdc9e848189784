package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The screen of all processes: by mouse, by keyboard alone, and for everybody.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessesPageIT {
  private static final String PROGRAM = "many-mappings";

  private final TestProgram program = TestProgram.start(TestProgram.compile(PROGRAM), "5000");
  private final RunningService service = RunningService.start("--vmascope.sampling.interval=2s");
  private final DrivenBrowser browser = DrivenBrowser.start();

  @BeforeAll
  void theSampleHasTheProgram() {
    await().until(() -> service.json("/api/processes?name=" + PROGRAM).path("total").asInt() > 0);
  }

  @AfterAll
  void end() {
    browser.close();
    service.close();
    program.close();
  }

  private static Locator rows(OpenPage open) {
    return open.page().locator("[role=row][aria-rowindex]:not([aria-rowindex='1'])");
  }

  private static Locator rowOf(OpenPage open, long pid) {
    return rows(open).filter(new Locator.FilterOptions().setHas(cell(open, pid)));
  }

  private static Locator cell(OpenPage open, long pid) {
    return open.page()
        .getByRole(
            AriaRole.GRIDCELL,
            new Page.GetByRoleOptions().setName(Long.toString(pid)).setExact(true));
  }

  private static Locator filter(OpenPage open) {
    return open.role(AriaRole.SEARCHBOX, "Filter");
  }

  @Test
  void saysItInOneSentenceFirst() {
    try (OpenPage open = browser.open(service, "")) {
      assertThat(open.heading()).hasText("Processes");
      assertThat(open.page().locator("main .lead"))
          .containsText(Pattern.compile("\\d+ (steady|not judged yet)"));
      assertThat(open.page()).hasTitle("Processes – vmascope");
    }
  }

  @Test
  void findsAProcessAndOpensIt() {
    try (OpenPage open = browser.open(service, "/processes")) {
      filter(open).fill(PROGRAM);
      assertThat(rowOf(open, program.pid())).containsText(PROGRAM);
      assertThat(rows(open).allInnerTexts()).isNotEmpty().allMatch(text -> text.contains(PROGRAM));
      assertThat(open.route()).contains("filter=" + PROGRAM);
      open.click(rowOf(open, program.pid()).getByRole(AriaRole.LINK).first());
      open.page().waitForURL(Pattern.compile("#/p/" + program.pid() + "@\\d+/"));
      open.page().goBack();
      assertThat(filter(open)).hasValue(PROGRAM);
    }
  }

  @Test
  void findsAProcessAndOpensItByKeyboardAlone() {
    try (OpenPage open = browser.open(service, "/processes")) {
      assertThat(rows(open).first()).isVisible();
      open.tabTo(filter(open));
      open.page().keyboard().type(Long.toString(program.pid()));
      assertThat(rowOf(open, program.pid())).isVisible();
      open.tabTo(open.page().locator("[role=row][tabindex='0']"));
      open.press("Home");
      assertThat(rows(open).first()).hasAttribute("aria-selected", "true");
      while (!rowOf(open, program.pid()).getAttribute("aria-selected").equals("true")) {
        open.press("ArrowDown");
      }
      open.press("Enter");
      open.page().waitForURL(Pattern.compile("#/p/" + program.pid() + "@\\d+/space"));
    }
  }

  @Test
  void walksToTheEndByKeyboardAlone() {
    try (OpenPage open = browser.open(service, "/processes")) {
      open.tabTo(open.page().locator("[role=row][tabindex='0']"));
      String count = open.page().locator("[role=grid]").getAttribute("aria-rowcount");
      open.press("End");
      Locator last = open.page().locator("[role=row][aria-rowindex='" + count + "']");
      assertThat(last).isFocused();
      assertThat(last).isInViewport();
      open.press("PageUp", "Home");
      assertThat(open.page().locator("[role=row][aria-rowindex='2']")).isFocused();
    }
  }

  @Test
  void sortsByWhatIsClicked() {
    try (OpenPage open = browser.open(service, "/processes")) {
      assertThat(rows(open).first()).isVisible();
      open.click(open.role(AriaRole.BUTTON, "PID"));
      assertThat(open.role(AriaRole.COLUMNHEADER, "PID")).hasAttribute("aria-sort", "descending");
      open.click(open.role(AriaRole.BUTTON, "PID"));
      assertThat(open.role(AriaRole.COLUMNHEADER, "PID")).hasAttribute("aria-sort", "ascending");
      List<Long> pids =
          rows(open).locator("[role=gridcell]:first-child").allInnerTexts().stream()
              .map(Long::valueOf)
              .toList();
      assertThat(pids).isSorted().hasSizeGreaterThan(5);
      assertThat(open.route()).contains("sort=pid,asc");
    }
  }

  static List<Look> looks() {
    return List.of(Look.LIGHT, Look.DARK, Look.NARROW, Look.FORCED);
  }

  @ParameterizedTest
  @MethodSource("looks")
  void isAccessible(Look look) {
    try (OpenPage open = browser.open(service, "/processes", look)) {
      assertThat(rows(open).first()).isVisible();
      open.isAccessible();
      open.fitsItsWidth();
    }
  }

  @Test
  void saysWhichAddressItDoesNotUnderstand() {
    try (OpenPage open = browser.open(service, "/nowhere/%ff?=")) {
      assertThat(open.heading()).hasText("This address is not understood");
      open.isAccessible();
      open.click(open.role(AriaRole.LINK, "All processes"));
      assertThat(open.heading()).hasText("Processes");
    }
  }
}
