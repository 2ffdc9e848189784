package dev.vmascope.explorer;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/// The files of the page in the jar. A build may leave them out: then `/` says so.
@Component
final class PageFiles {
  private static final String HTML = "text/html;charset=UTF-8";

  /// The media types by the end of a name. Nothing else is served, such as source maps.
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "png", "image/png",
          "svg", "image/svg+xml",
          "txt", "text/plain;charset=UTF-8");

  /// A name in the folder itself, with an end.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.([a-z]+)");

  private final String folder;
  private final PublicFile start;
  private final Map<String, PublicFile> files = new ConcurrentHashMap<>();

  PageFiles() {
    this("page/");
  }

  /// @param folder on the class path, with a slash at its end
  PageFiles(String folder) {
    this.folder = folder;
    PublicFile built = load(folder + "index.html", HTML);
    PublicFile missing = built == null ? load("explorer/no-page.html", HTML) : built;
    if (missing == null) {
      throw new IllegalStateException("the jar lacks a file of the explorer");
    }
    start = missing;
  }

  /// The page itself; without one, the words that this build has none.
  PublicFile start() {
    return start;
  }

  /// A file that the page loads or links to.
  Optional<PublicFile> file(String name) {
    Matcher parts = NAME.matcher(name);
    String type = parts.matches() ? TYPES.get(parts.group(1)) : null;
    return type == null
        ? Optional.empty()
        : Optional.ofNullable(files.computeIfAbsent(name, _ -> load(folder + name, type)));
  }

  private static @Nullable PublicFile load(String path, String type) {
    ClassPathResource resource = new ClassPathResource(path);
    try {
      return resource.isReadable() ? new PublicFile(type, resource.getContentAsByteArray()) : null;
    } catch (IOException e) {
      throw new IllegalStateException("a file of the page cannot be read", e);
    }
  }
}
