package dev.vmascope.shipped.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The screens of the page, as its sources register them.
public final class PageScreens {
  private static final Pattern REGISTERED = Pattern.compile("(?m)^  (\\w+): \\{ title: ");
  private static final Pattern LINK =
      Pattern.compile(
          "\\$\\{api}/#/(p/\\$\\{(?:pid|__value\\.text)}/)?([a-z]+)"
              + "(?:\\?group=\\$\\{[\\w.]+:percentencode})?");

  private static final Pattern RELATIVE = Pattern.compile("/#/(\\w+)(?:\\?group=\\{\\{[^}]*}})?");

  private static final String SOURCE = source();
  private static final int OF_ONE_PROCESS = SOURCE.indexOf("PROCESS_SCREENS");
  private static final Set<String> OF_NODE = names(SOURCE.substring(0, OF_ONE_PROCESS));
  private static final Set<String> OF_PROCESS = names(SOURCE.substring(OF_ONE_PROCESS));

  private PageScreens() {}

  /// Whether a link of a dashboard leads to a screen that exists.
  static boolean isLinkToScreen(String url) {
    Matcher link = LINK.matcher(url);
    return link.matches() && (link.group(1) == null ? OF_NODE : OF_PROCESS).contains(link.group(2));
  }

  /// Whether a link of an alert, relative to the service of its machine, leads to a screen of it.
  public static boolean isScreen(String url) {
    Matcher link = RELATIVE.matcher(url);
    return link.matches() && OF_NODE.contains(link.group(1));
  }

  private static Set<String> names(String source) {
    return REGISTERED
        .matcher(source)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String source() {
    try {
      return Files.readString(Path.of("src/page/app/screens.ts"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
