package dev.vmascope;

import dev.vmascope.http.problem.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.json.JsonParserFactory;

/// The names of all properties `vmascope.*`. They are those of the metadata that the build makes of
/// the property classes.
///
/// Names are compared as Spring Boot binds them: element by element, without case and dashes; in
/// the environment with `_` for each dot, and dashes left out or as `_`.
final class KnownProperties {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String PREFIX = "vmascope.";
  private static final Pattern ELEMENTS = Pattern.compile("java\\.util\\.List<(.+)>");

  /// Variables that Kubernetes and Docker make for services of a name that begins like this.
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          ".*_(?:SERVICE_(?:HOST|PORT.*)|PORT(?:_[0-9]+_(?:TCP|UDP|SCTP).*)?|NAME|ENV_.*)");

  /// Each property by its name as documents write it.
  private final Map<String, Property> properties = new LinkedHashMap<>();

  /// A property.
  ///
  /// @param elements the fields that an element of its list has; absent if it is no list, empty if
  ///   they are texts
  private record Property(ConfigurationPropertyName name, Optional<List<String>> elements) {
    static Property of(String name, String type) {
      Matcher list = ELEMENTS.matcher(type);
      return new Property(
          ConfigurationPropertyName.of(name),
          list.matches() ? Optional.of(fields(list.group(1))) : Optional.empty());
    }

    private static List<String> fields(String type) {
      try {
        Class<?> element = Class.forName(type, false, KnownProperties.class.getClassLoader());
        return element.isRecord()
            ? List.of(element.getRecordComponents()).stream()
                .map(component -> component.getName().toLowerCase(Locale.ROOT))
                .toList()
            : List.of();
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(METADATA + " names a class that is not there", e);
      }
    }

    boolean takes(ConfigurationPropertyName candidate) {
      if (name.equals(candidate)) {
        return true;
      }
      int index = name.getNumberOfElements();
      if (elements.isEmpty() || !name.isAncestorOf(candidate) || !candidate.isNumericIndex(index)) {
        return false;
      }
      return candidate.getNumberOfElements() == index + 1
          ? elements.get().isEmpty()
          : elements.get().contains(candidate.getElement(index + 1, Form.UNIFORM));
    }

    /// Whether a variable of the environment sets it, or an element of it.
    boolean takesVariable(String variable) {
      return List.of(variable(""), variable("_")).stream()
          .anyMatch(form -> variable.equals(form) || isElement(variable, form));
    }

    private boolean isElement(String variable, String form) {
      if (elements.isEmpty() || !variable.startsWith(form + "_")) {
        return false;
      }
      String[] rest = variable.substring(form.length() + 1).split("_", 3);
      return rest[0].matches("[0-9]+")
          && (rest.length == 1
              ? elements.get().isEmpty()
              : elements.get().contains(rest[1].toLowerCase(Locale.ROOT)));
    }

    private String variable(String dash) {
      return KnownProperties.variable(name.toString(), dash);
    }

    /// Whether a variable is in the section of this property.
    boolean sharesSection(String variable) {
      String section = name.chop(2).toString();
      return name.getNumberOfElements() > 2
          && (variable.startsWith(KnownProperties.variable(section, "") + "_")
              || variable.startsWith(KnownProperties.variable(section, "_") + "_"));
    }
  }

  /// The properties of some names, with their types as the metadata has them.
  KnownProperties(Map<String, String> types) {
    types.forEach((name, type) -> properties.put(name, Property.of(name, type)));
  }

  /// The properties of this service: libraries have metadata of the same name.
  static KnownProperties ofMetadata() {
    try {
      Enumeration<URL> files = KnownProperties.class.getClassLoader().getResources(METADATA);
      while (files.hasMoreElements()) {
        Map<String, String> types = types(files.nextElement());
        if (!types.isEmpty()) {
          return new KnownProperties(types);
        }
      }
      throw new IllegalStateException("no " + METADATA + " has properties of vmascope");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> types(URL file) throws IOException {
    Map<String, String> types = new LinkedHashMap<>();
    try (InputStream metadata = file.openStream()) {
      String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
      if (text.contains('"' + PREFIX)
          && JsonParserFactory.getJsonParser().parseMap(text).get("properties")
              instanceof List<?> list) {
        for (Object each : list) {
          if (each instanceof Map<?, ?> property
              && String.valueOf(property.get("name")).startsWith(PREFIX)) {
            types.put(String.valueOf(property.get("name")), String.valueOf(property.get("type")));
          }
        }
      }
    }
    return types;
  }

  /// The names, as documents write them.
  Collection<String> names() {
    return properties.keySet();
  }

  /// What is wrong with a name, in words; empty for a known one, and for one of others.
  ///
  /// @param value its value: a section may be empty
  Optional<String> complaint(String name, Object value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("vmascope_")) {
      return Optional.of(name + ": only a variable of the environment has such a name");
    }
    if (!lower.startsWith(PREFIX)) {
      return Optional.empty();
    }
    ConfigurationPropertyName candidate = ConfigurationPropertyName.adapt(name, '.');
    boolean known =
        properties.values().stream().anyMatch(property -> property.takes(candidate))
            || (isEmpty(value) && isSection(candidate));
    if (known) {
      return Optional.empty();
    }
    String sent = plain(name).replaceAll("\\[.*", "");
    Optional<String> near =
        NearestName.of(sent, names().stream().map(KnownProperties::plain).toList());
    return Optional.of(name + near.map(each -> ": did you mean " + PREFIX + each + "?").orElse(""));
  }

  /// What is wrong with a variable of the environment, in words.
  ///
  /// It may belong to the shell, such as `VMASCOPE_TOKEN`: it is wrong only if a slip of the
  /// keyboard makes it one of these.
  Optional<String> complaintOfVariable(String name) {
    if (name.contains(".")) {
      // Kubernetes and Docker pass such names too.
      return complaint(name, name);
    }
    String upper = name.toUpperCase(Locale.ROOT);
    if (!upper.startsWith("VMASCOPE_") || isVariable(upper)) {
      return Optional.empty();
    }
    Map<String, String> byVariable = new LinkedHashMap<>();
    names().forEach(known -> byVariable.put(plain(variable(known, "")), known));
    return NearestName.misspelt(plain(upper), byVariable.keySet())
        .map(near -> name + ": did you mean " + byVariable.get(near) + "?");
  }

  /// Whether a variable is in a section of these properties, but none of them: nothing reads it.
  boolean isUnread(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return !isVariable(upper)
        && properties.values().stream().anyMatch(property -> property.sharesSection(upper));
  }

  private boolean isVariable(String upper) {
    return SERVICE_LINK.matcher(upper).matches()
        || properties.values().stream().anyMatch(property -> property.takesVariable(upper));
  }

  /// A name as a variable of the environment.
  private static String variable(String name, String dash) {
    return name.replace("-", dash).replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /// A name without the prefix, which all of them have.
  private static String plain(String name) {
    return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
  }

  private boolean isSection(ConfigurationPropertyName candidate) {
    return properties.values().stream().anyMatch(each -> candidate.isAncestorOf(each.name()));
  }

  private static boolean isEmpty(Object value) {
    return value.toString().isEmpty() || (value instanceof Map<?, ?> map && map.isEmpty());
  }
}
