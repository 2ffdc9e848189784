package dev.vmascope.systemtest.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.vmascope.systemtest.RunningService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Names that strangers chose are texts in the page, and nothing else.
class HostileNamesPageIT {
  private static final String FILES = "*/vmascope-hostile*/files/*";
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]");

  /// Elements and attributes that the page itself does not write, in what it shows now.
  private static final String STRANGE =
      """
      () => [
        ...document.querySelectorAll('bdi *, svg script, iframe, object, embed, base, style, math, template, img, audio, video'),
        ...[...document.scripts].slice(1),
        ...[...document.querySelectorAll('*')].filter(element => [...element.attributes].some(({ name, value }) =>
          /^on|^srcdoc$/.test(name)
            || /^(href|src)$/.test(name) && !/^(#\\/|page\\/|swagger-ui)/.test(value)
            || /[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]/u.test(value))),
      ].map(element => element.outerHTML.slice(0, 200))
      """;

  private static Map<String, String> namesOfTheApi(RunningService service, String executable) {
    Map<String, String> names = new TreeMap<>();
    String list = "/api/processes?type=user&limit=1000&name=" + encoded(executable);
    for (JsonNode row : service.json(list).path("processes")) {
      names.put(row.path("pid").asString(), row.path("name").asString());
    }
    return names;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String escaped(String name) {
    return UNSEEN
        .matcher(name)
        .replaceAll(found -> "\\\\u{" + Integer.toHexString(found.group().codePointAt(0)) + "}");
  }

  /// The text of the first cell of each row, with the name in the row.
  private static void read(OpenPage open, Map<String, String> shown) {
    Object rows =
        open.page()
            .evaluate(
                """
                () => [...document.querySelectorAll('.grid-body [role=row]')]
                  .map(row => [row.children[0].textContent, row.querySelector('bdi').textContent])
                """);
    for (Object row : (List<?>) rows) {
      if (row instanceof List<?> cells) {
        shown.put(String.valueOf(cells.get(0)), String.valueOf(cells.get(1)));
      }
    }
    assertThat((List<?>) open.page().evaluate(STRANGE)).isEmpty();
  }

  /// Reads a table from its first row to its last, by the keyboard.
  private static Map<String, String> readAll(OpenPage open, int rows) {
    Map<String, String> shown = new TreeMap<>();
    Locator last =
        open.page().locator("[role=row][aria-rowindex='" + (rows + 1) + "'][tabindex='0']");
    open.tabTo(open.page().locator("[role=row][tabindex='0']"));
    read(open, shown);
    while (last.count() == 0) {
      open.press("PageDown");
      read(open, shown);
    }
    return shown;
  }

  @Test
  void areInertAndShown() throws Exception {
    try (HostileProgram hostile = HostileProgram.start();
        RunningService service = RunningService.start();
        DrivenBrowser browser = DrivenBrowser.start()) {
      String executable = hostile.executable();
      await()
          .until(() ->
              namesOfTheApi(service, executable).size() == Math.min(hostile.names() + 1, 1000));
      Map<String, String> expected = namesOfTheApi(service, executable);
      expected.replaceAll((_, name) -> escaped(name));
      try (OpenPage open =
          browser.open(service, "/processes?sort=pid,asc&filter=" + encoded(executable))) {
        assertThat(open.page().locator("output")).containsText(hostile.names() + 1 + " of");
        assertThat(readAll(open, hostile.names() + 1))
            .hasSizeGreaterThan(500)
            .containsAllEntriesOf(expected);
        open.isAccessible();
      }
    }
  }

  @Test
  void ofFilesAreInertAndShown() throws Exception {
    try (HostileProgram hostile = HostileProgram.start();
        RunningService service = RunningService.start();
        DrivenBrowser browser = DrivenBrowser.start()) {
      String process = "/p/" + hostile.program().pid();
      Map<String, String> expected = new TreeMap<>();
      String files = "/api/processes/" + hostile.program().pid() + "/maps?path=" + encoded(FILES);
      for (JsonNode mapping : service.json(files).path("mappings")) {
        expected.put(
            mapping.path("start").asString() + "–" + mapping.path("end").asString(),
            escaped(mapping.path("path").asString())
                + (mapping.path("deleted").asBoolean() ? " (deleted)" : ""));
      }
      assertThat(expected).hasSizeGreaterThan(hostile.files() / 2);
      try (OpenPage open = browser.open(service, process + "/space?path=" + encoded(FILES))) {
        assertThat(open.page().getByRole(AriaRole.GRID))
            .hasAttribute("aria-rowcount", Integer.toString(expected.size() + 1));
        assertThat(readAll(open, expected.size())).containsAllEntriesOf(expected);
        for (String screen : new String[] {"/objects", "/findings", "/growth", "/threads"}) {
          open.go(process + screen);
          assertThat(open.page().locator(".tabs [aria-current=page]")).hasCount(1);
          await().until(open::isQuiet);
          assertThat((List<?>) open.page().evaluate(STRANGE)).as(screen).isEmpty();
        }
      }
    }
  }
}
