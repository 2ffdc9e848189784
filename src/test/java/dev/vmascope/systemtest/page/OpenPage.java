package dev.vmascope.systemtest.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import dev.vmascope.systemtest.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A page in a browser, whose complaints fail the test when it is closed.
///
/// Complaints are errors on the console, uncaught exceptions, dialogs of scripts, violations of
/// policies, and requests that fail. A request that the page itself aborts is none.
final class OpenPage implements AutoCloseable {
  private static final String REPORT_VIOLATIONS =
      """
      document.addEventListener('securitypolicyviolation', event =>
        console.error(`violation of ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
      """;

  private static final int MOST_TABS = 80;

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Pattern> forgiven = new ArrayList<>();
  private int inFlight;
  private int clicks;

  OpenPage(BrowserContext context) {
    this.context = context;
    context.addInitScript(REPORT_VIOLATIONS);
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.type() + ": " + message.text() + " " + message.location());
      }
    });
    page.onDialog(dialog -> {
      complaints.add("dialog: " + dialog.message());
      dialog.dismiss();
    });
    page.onPageError(error -> complaints.add("uncaught: " + error));
    page.onRequest(request -> {
      requests.add(request.url());
      inFlight++;
    });
    page.onRequestFinished(_ -> inFlight--);
    page.onRequestFailed(this::failed);
  }

  private void failed(Request request) {
    inFlight--;
    if (!request.failure().equals("net::ERR_ABORTED")) {
      complaints.add("request: " + request.url() + " " + request.failure());
    }
  }

  Page page() {
    return page;
  }

  /// Forgives complaints that have a text, as of an answer that the test wants to be an error.
  OpenPage forgive(String regex) {
    forgiven.add(Pattern.compile(regex));
    return this;
  }

  void visit(RunningService service, String route) {
    page.navigate(service.uri("/") + "#" + route);
  }

  /// Another route of the same page, as if typed into the address bar.
  void go(String route) {
    page.evaluate("route => { location.hash = route; }", route);
  }

  /// The addresses of all requests so far.
  List<String> requests() {
    page.evaluate("0");
    return List.copyOf(requests);
  }

  /// Whether every request has its answer.
  boolean isQuiet() {
    page.evaluate("0");
    return inFlight == 0;
  }

  Locator role(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name));
  }

  Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /// Clicks, and counts it.
  void click(Locator target) {
    target.click();
    clicks++;
  }

  int clicks() {
    return clicks;
  }

  void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  /// Moves the focus by the key Tab until something has it, once it is shown.
  void tabTo(Locator target) {
    target.first().waitFor();
    for (int tabs = 0; tabs < MOST_TABS; tabs++) {
      if (hasFocus(target)) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("the key Tab does not lead to " + target);
  }

  private static boolean hasFocus(Locator target) {
    return target.count() > 0
        && (Boolean) target.first().evaluate("element => element === document.activeElement");
  }

  /// The route that the address bar shows.
  String route() {
    return (String) page.evaluate("location.hash");
  }

  /// Asserts that everybody can use what it shows, as far as axe-core can tell.
  void isAccessible() {
    assertThat(Axe.violations(page)).as("violations of axe-core at " + route()).isEmpty();
  }

  /// Asserts that nothing reaches beyond the width of the window.
  void fitsItsWidth() {
    assertThat(
            (List<?>)
                page.evaluate(
                    """
                    () => document.documentElement.scrollWidth <= innerWidth ? [] :
                      [...document.querySelectorAll('body *')]
                        .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
                        .map(each => `${each.tagName}.${each.className}`).slice(0, 10)
                    """))
        .as("elements beyond the width at " + route())
        .isEmpty();
  }

  /// A session of the protocol of the browser itself.
  CDPSession protocol() {
    return context.newCDPSession(page);
  }

  /// Closes it, and asserts that there was nothing to complain of.
  @Override
  public void close() {
    page.evaluate("0");
    context.close();
    assertThat(complaints)
        .as("complaints of the browser")
        .allMatch(text -> forgiven.stream().anyMatch(pattern -> pattern.matcher(text).find()));
  }
}
