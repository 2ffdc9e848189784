package dev.vmascope.shipped.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Values of the chart, as Helm sees them.
///
/// @param members by name: texts, numbers, booleans, lists, or members again
public record ChartValues(Map<String, Object> members) {
  public static ChartValues defaults() {
    return read(Chart.FOLDER.resolve("values.yaml"));
  }

  static ChartValues read(Path file) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object members = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
      return new ChartValues(asMembers(members));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// These with others over them: members are merged, null takes one away, all else is replaced.
  ChartValues with(ChartValues others) {
    return new ChartValues(merged(members, others.members));
  }

  private static Map<String, Object> merged(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> merged = new LinkedHashMap<>(below);
    above.forEach((key, value) -> {
      if (value == null) {
        merged.remove(key);
      } else if (value instanceof Map<?, ?> && merged.get(key) instanceof Map<?, ?> under) {
        merged.put(key, merged(asMembers(under), asMembers(value)));
      } else {
        merged.put(key, value);
      }
    });
    return merged;
  }

  /// These with one value in another's place.
  ///
  /// @param path names of members, with dots between
  ChartValues with(String path, Object value) {
    int dot = path.lastIndexOf('.');
    ChartValues inner = new ChartValues(Map.of(path.substring(dot + 1), value));
    return dot < 0 ? with(inner) : with(path.substring(0, dot), inner.members);
  }

  /// A text of the first level.
  public String text(String key) {
    return String.valueOf(members.get(key));
  }

  /// As YAML.
  String text() {
    return new Yaml().dump(members);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> asMembers(Object value) {
    if (value instanceof Map<?, ?> members
        && members.keySet().stream().allMatch(String.class::isInstance)) {
      return (Map<String, Object>) members;
    }
    throw new IllegalArgumentException("expected members, got " + value);
  }
}
