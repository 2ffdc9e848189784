package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.vmascope.Sha256;
import dev.vmascope.systemtest.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The question of the page for a token, where the service requires one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenPageIT {
  private static final String RIGHT = "the-right-token";
  private static final String WITHOUT_ADDRESSES = "the-token-without-addresses";
  private static final String REFUSED = "status of 401";

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{5,}");

  private final RunningService service;
  private final DrivenBrowser browser = DrivenBrowser.start();

  TokenPageIT() throws IOException {
    Path tokens = Files.createTempDirectory("vmascope-tokens").resolve("tokens");
    Files.writeString(
        tokens,
        """
        ops:%s:processes:read,maps:read,maps:addresses
        reader:%s:processes:read,maps:read
        """
            .formatted(Sha256.hex(RIGHT), Sha256.hex(WITHOUT_ADDRESSES)));
    service =
        RunningService.start(
            "--vmascope.security.mode=token", "--vmascope.security.token-file=" + tokens);
  }

  @AfterAll
  void end() {
    browser.close();
    service.close();
  }

  private static Locator dialog(OpenPage open) {
    return open.page().getByRole(AriaRole.DIALOG);
  }

  private static Locator token(OpenPage open) {
    return open.role(AriaRole.TEXTBOX, "Token");
  }

  private static Locator table(OpenPage open) {
    return open.page().locator(".grid-body [role=row]").first();
  }

  @Test
  void saysWhatIsWrongAndTakesTheRightTokenByKeyboardAlone() {
    try (OpenPage open = browser.open(service, "/processes?filter=java").forgive(REFUSED)) {
      assertThat(dialog(open)).containsText("This service requires a token.");
      assertThat(token(open)).isFocused();
      open.isAccessible();
      open.page().keyboard().type("wrong");
      open.press("Enter");
      assertThat(dialog(open)).containsText("The service does not accept this token");
      open.page().keyboard().type(RIGHT);
      open.press("Enter");
      assertThat(table(open)).isVisible();
      assertThat(dialog(open)).hasCount(0);
      assertThat(open.requests()).noneMatch(url -> url.contains(RIGHT) || url.contains("wrong"));
      assertThat(open.page().url()).endsWith("#/processes?filter=java");
      open.page().reload();
      assertThat(table(open)).isVisible();
      open.isAccessible();
    }
  }

  @Test
  void forgetsTheToken() {
    try (OpenPage open = browser.open(service, "").forgive(REFUSED)) {
      token(open).fill(RIGHT);
      open.click(open.role(AriaRole.BUTTON, "Use token"));
      assertThat(table(open)).isVisible();
      open.click(open.role(AriaRole.BUTTON, "Forget token"));
      assertThat(dialog(open)).containsText("This service requires a token.");
      assertThat(table(open)).hasCount(0);
      assertThat(
              open.page()
                  .evaluate(
                      "JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])"))
          .isEqualTo("[{},{},\"\"]");
    }
  }

  @Test
  void leavesThePageToWhoeverHasNone() {
    try (OpenPage open = browser.open(service, "").forgive(REFUSED)) {
      assertThat(dialog(open)).isVisible();
      open.press("Escape");
      assertThat(dialog(open)).hasCount(0);
      assertThat(open.page().getByRole(AriaRole.ALERT)).isVisible();
      open.isAccessible();
    }
  }

  @Test
  void showsTheOrderOfMappingsToWhoeverMaySeeNoAddresses() throws IOException {
    long pid = ProcessHandle.current().pid();
    try (OpenPage open = browser.open(service, "/p/" + pid + "/space").forgive(REFUSED)) {
      token(open).fill(WITHOUT_ADDRESSES);
      open.press("Enter");
      assertThat(table(open)).isVisible();
      assertThat(open.page().locator(".note").first())
          .containsText("you lack the scope maps:addresses");
      open.tabTo(open.page().locator("[aria-roledescription='address strip']"));
      open.press("ArrowRight", "ArrowRight", "+");
      assertThat(open.page().locator(".grid-body [aria-selected='true']")).hasCount(1);
      assertThat(open.page().locator("main")).not().containsText(ADDRESS);
      assertThat(open.page()).hasURL(Pattern.compile("at=(#|%23)1$"));
      open.isAccessible();
      open.go("/explain");
      open.page().locator("#pasted").fill(Files.readString(Path.of("/proc/" + pid + "/maps")));
      open.role(AriaRole.BUTTON, "Explain").click();
      Locator answer = open.page().locator("[aria-label='Answer']");
      assertThat(answer.locator("[aria-roledescription='address strip']")).isVisible();
      assertThat(answer).containsText("you lack the scope maps:addresses");
      assertThat(answer).not().containsText(ADDRESS);
    }
  }
}
