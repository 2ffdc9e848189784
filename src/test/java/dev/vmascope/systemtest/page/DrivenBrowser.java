package dev.vmascope.systemtest.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.vmascope.systemtest.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The `chromium` of this machine without a window, driven by its `node`.
///
/// It reaches nothing but loopback. A missing program fails the test: `bin/verify` installs it.
final class DrivenBrowser implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--enable-precise-memory-info",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");

  /// A test that fails should say so soon, but other tests may keep the processors busy.
  private static final double PATIENCE_MILLIS = 15_000;

  private final Playwright driver;
  private final Browser browser;

  private DrivenBrowser(Playwright driver, Browser browser) {
    this.driver = driver;
    this.browser = browser;
  }

  static DrivenBrowser start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Playwright driver =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        program("node").toString())));
    return new DrivenBrowser(
        driver,
        driver
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program("chromium"))
                    .setArgs(OPTIONS)));
  }

  private static Path program(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + " on the path"));
  }

  /// Opens a screen of a service's page in a profile of its own.
  ///
  /// @param route the part of the address behind `#`
  OpenPage open(RunningService service, String route) {
    return open(service, route, Look.LIGHT);
  }

  OpenPage open(RunningService service, String route, Look look) {
    OpenPage page = blank(look);
    page.visit(service, route);
    return page;
  }

  /// A page that has visited nothing yet.
  OpenPage blank(Look look) {
    BrowserContext context = browser.newContext(look.options());
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return new OpenPage(context);
  }

  @Override
  public void close() {
    browser.close();
    driver.close();
  }
}
