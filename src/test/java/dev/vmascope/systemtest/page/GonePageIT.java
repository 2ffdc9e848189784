package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.AriaRole;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Links to processes that are not there any more: nobody takes another process for them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GonePageIT {
  private static final String REFUSED = "status of (404|410)";

  private final RunningService service = RunningService.sampledOnce();
  private final DrivenBrowser browser = DrivenBrowser.start();

  @AfterAll
  void end() {
    browser.close();
    service.close();
  }

  @Test
  void saysThatAProcessHasEnded() {
    TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "1");
    long pid = program.pid();
    program.close();
    try (OpenPage open = browser.open(service, "/p/" + pid + "@1/space").forgive(REFUSED)) {
      assertThat(open.heading()).hasText("Process " + pid);
      assertThat(open.page().getByRole(AriaRole.ALERT))
          .containsText("No process has the pid " + pid);
      open.isAccessible();
      open.click(open.role(AriaRole.LINK, "All processes"));
      assertThat(open.heading()).hasText("Processes");
    }
  }

  @Test
  void saysThatThePidBelongsToAnotherProcessNow() {
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "1");
        OpenPage open =
            browser.open(service, "/p/" + program.pid() + "@1/space").forgive(REFUSED)) {
      assertThat(open.page().getByRole(AriaRole.ALERT)).isVisible();
      open.isAccessible();
      open.tabTo(open.role(AriaRole.LINK, "show process " + program.pid()));
      open.press("Enter");
      open.page().waitForURL(Pattern.compile("#/p/" + program.pid() + "@\\d{2,}/space"));
      assertThat(open.heading()).containsText("many-mappings");
    }
  }

  @Test
  void saysThatTheServiceDoesNotAnswer() {
    RunningService mortal = RunningService.start();
    try (OpenPage open = browser.open(mortal, "").forgive("ERR_CONNECTION|request:")) {
      assertThat(open.page().locator("[role=row]").nth(1)).isVisible();
      mortal.close();
      await().until(() -> open.page().getByRole(AriaRole.ALERT).count() > 0);
      assertThat(open.page().getByRole(AriaRole.ALERT)).containsText("The service does not answer");
      open.isAccessible();
    } finally {
      mortal.close();
    }
  }
}
