package dev.vmascope.shipped;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// A value of a YAML document, read strictly: a key that is there twice, or a value of another kind
/// than is asked for, is an error.
///
/// @param at where it is, for messages
record Yaml(String at, @Nullable Object value) {

  static Yaml parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(
        "", new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).<@Nullable Object>load(text));
  }

  boolean has(String key) {
    return map().containsKey(key);
  }

  Yaml get(String key) {
    return new Yaml(at + "/" + key, map().get(key));
  }

  /// The names of its members.
  List<String> keys() {
    return map().keySet().stream().map(String::valueOf).toList();
  }

  List<Yaml> list() {
    if (value instanceof List<?> items) {
      return items.stream().map(item -> new Yaml(at + "[]", item)).toList();
    }
    throw new IllegalArgumentException(at + ": expected a list, got " + value);
  }

  List<String> texts() {
    return list().stream().map(Yaml::text).toList();
  }

  String text() {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw new IllegalArgumentException(at + ": expected a text, got " + value);
  }

  private Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(at + ": expected members, got " + value);
  }
}
