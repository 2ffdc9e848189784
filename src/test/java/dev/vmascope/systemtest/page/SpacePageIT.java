package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The screen of an address space: strip, legend, filter and table with one selection.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpacePageIT {
  private final TestProgram program =
      TestProgram.start(TestProgram.compile("many-mappings"), "300");
  private final RunningService service = RunningService.sampledOnce();
  private final DrivenBrowser browser = DrivenBrowser.start();
  private final String space = "/p/" + program.pid() + "/space";

  @AfterAll
  void end() {
    browser.close();
    service.close();
    program.close();
  }

  private static Locator rows(OpenPage open) {
    return open.page().locator(".grid-body [role=row]");
  }

  private static Locator chosen(OpenPage open) {
    return open.page().locator(".grid-body [role=row][aria-selected='true']");
  }

  private static Locator filter(OpenPage open) {
    return open.role(AriaRole.SEARCHBOX, "Filter");
  }

  private OpenPage open(String parameters, Look look) {
    OpenPage open = browser.open(service, space + parameters, look);
    assertThat(rows(open).first()).isVisible();
    return open;
  }

  private OpenPage open(String parameters) {
    return open(parameters, Look.LIGHT);
  }

  static List<Look> looks() {
    return List.of(Look.LIGHT, Look.DARK, Look.NARROW, Look.FORCED);
  }

  @ParameterizedTest
  @MethodSource("looks")
  void isAccessible(Look look) {
    try (OpenPage open = open("", look)) {
      open.isAccessible();
      open.fitsItsWidth();
    }
  }

  @Test
  void hasEveryMappingInItsTable() {
    try (OpenPage open = open("")) {
      long lines = service.maps(program.pid()).lines().count();
      assertThat(open.page().getByRole(AriaRole.GRID))
          .hasAttribute("aria-rowcount", Long.toString(lines + 1));
      assertThat(open.heading()).containsText("many-mappings");
      assertThat(open.page()).hasURL(Pattern.compile("#/p/" + program.pid() + "@\\d+/space"));
    }
  }

  @Test
  void selectsByKeyboardAloneInTheTableAndOnTheStrip() {
    try (OpenPage open = open("")) {
      open.tabTo(open.page().locator("[aria-roledescription='address strip']"));
      open.press("ArrowRight", "ArrowRight");
      assertThat(chosen(open)).hasCount(1);
      String second = chosen(open).locator(".address").first().innerText();
      assertThat(open.page().locator(".strip [aria-live]")).containsText(second);
      open.tabTo(open.page().locator(".grid-body [tabindex='0']"));
      assertThat(chosen(open)).isFocused();
      open.press("End");
      assertThat(open.page().locator(".strip [aria-live]"))
          .containsText(chosen(open).locator(".address").first().innerText());
      assertThat(open.page()).hasURL(Pattern.compile("at=0x[0-9a-f]+"));
    }
  }

  @Test
  void filtersByWordsAndByCategories() {
    try (OpenPage open = open("")) {
      filter(open).fill("*libc*");
      assertThat(rows(open).first()).containsText("libc");
      assertThat(rows(open).allInnerTexts())
          .hasSizeBetween(3, 9)
          .allMatch(row -> row.contains("libc"));
      open.click(
          open.page()
              .getByRole(AriaRole.BUTTON)
              .filter(new Locator.FilterOptions().setHasText("*libc*")));
      assertThat(filter(open)).hasValue("");
      open.click(
          open.page()
              .locator("ul[aria-label^='Categories'] button")
              .filter(new Locator.FilterOptions().setHasText("stack"))
              .first());
      assertThat(rows(open)).hasCount(1);
      assertThat(rows(open)).containsText("[stack]");
      assertThat(open.page()).hasURL(Pattern.compile("category=stack"));
    }
  }

  @Test
  void zoomsByKeyboardAloneAndComesBack() {
    try (OpenPage open = open("")) {
      open.tabTo(open.page().locator("[aria-roledescription='address strip']"));
      open.press("ArrowRight", "+", "+", "+");
      assertThat(open.page()).hasURL(Pattern.compile("(from|show)="));
      open.press("0");
      assertThat(open.page()).not().hasURL(Pattern.compile("(from|show)="));
    }
  }

  @Test
  void opensTheSamePlaceElsewhere() {
    try (OpenPage open = open("")) {
      filter(open).fill("*libc*");
      assertThat(rows(open).first()).containsText("libc");
      rows(open).nth(1).click();
      String place = chosen(open).innerText();
      assertThat(open.page()).hasURL(Pattern.compile("at=0x"));
      String route = open.route().substring(1);
      try (OpenPage other = browser.open(service, route)) {
        assertThat(chosen(other)).hasText(Pattern.compile(".+"));
        assertThat(chosen(other).innerText()).isEqualTo(place);
        assertThat(filter(other)).hasValue("*libc*");
      }
    }
  }

  @Test
  void drawsItsStrip() {
    try (OpenPage open = open("")) {
      Object colours =
          open.page()
              .evaluate(
                  """
                  () => {
                    const canvas = document.querySelector('.strip canvas');
                    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                    const pixels = new Uint32Array(data.buffer);
                    return new Set(pixels).size;
                  }
                  """);
      assertThat(colours)
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.INTEGER)
          .isGreaterThan(6);
    }
  }

  @Test
  void goesToTheNeighboursByTheirKeys() {
    // The neighbours are whatever runs here: some may refuse to be read.
    try (OpenPage open =
        browser.open(service, "/processes?sort=pid,asc").forgive("status of 403")) {
      assertThat(rows(open).first()).isVisible();
      String second =
          String.valueOf(rows(open).nth(1).getByRole(AriaRole.LINK).first().getAttribute("href"))
              .replaceFirst("/space.*", "");
      rows(open).first().getByRole(AriaRole.LINK).first().click();
      assertThat(open.page().locator("nav[aria-label='Process']")).isVisible();
      String first = open.heading().innerText();
      open.press("]");
      assertThat(open.page()).hasURL(Pattern.compile(second + "/"));
      open.press("b");
      assertThat(open.heading()).hasText(first);
      assertThat(open.page()).not().hasURL(Pattern.compile(second + "/"));
    }
  }

  @Test
  void drawsAPastedListing() {
    String maps = service.maps(program.pid());
    try (OpenPage open = browser.open(service, "/explain")) {
      open.page().locator("#pasted").fill(maps);
      open.role(AriaRole.BUTTON, "Explain").click();
      Locator answer = open.page().locator("[aria-label='Answer']");
      assertThat(answer.getByRole(AriaRole.GRID))
          .hasAttribute("aria-rowcount", Long.toString(maps.lines().count() + 1));
      open.tabTo(answer.locator("[aria-roledescription='address strip']"));
      open.press("ArrowRight");
      assertThat(answer.locator(".grid-body [aria-selected='true']"))
          .containsText(maps.substring(0, maps.indexOf('-')));
      assertThat(open.page().url()).endsWith("#/explain");
      open.isAccessible();
    }
  }
}
