package dev.vmascope.shipped.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A dashboard of Grafana in its classic model.
///
/// @param file its name, without the folder
public record Dashboard(String file, JsonNode root) {
  private static final Path FOLDER = Path.of("helm/vmascope/dashboards");

  /// All that are shipped.
  public static List<Dashboard> shipped() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Dashboard::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    return parse(file.getFileName().toString(), text(file));
  }

  static Dashboard parse(String file, String json) {
    return new Dashboard(file, JsonMapper.shared().readTree(json));
  }

  /// The file as it is.
  public String text() {
    return text(FOLDER.resolve(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String uid() {
    return root.path("uid").asString("");
  }

  /// Panels, without rows.
  public List<JsonNode> panels() {
    return root.path("panels")
        .valueStream()
        .filter(panel -> !panel.path("type").asString("").equals("row"))
        .toList();
  }

  public List<JsonNode> variables() {
    return root.path("templating").path("list").valueStream().toList();
  }

  @Override
  public String toString() {
    return file;
  }
}
