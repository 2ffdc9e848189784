package dev.vmascope;

import dev.vmascope.http.problem.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// The names of all properties `vmascope.*`. A start with any other name is refused: what nothing
/// reads is a mistake.
///
/// The names are those of the metadata that the build makes of the property classes. They are
/// compared as Spring Boot binds them: without case, dashes and underscores.
final class KnownProperties
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final String METADATA = "/META-INF/spring-configuration-metadata.json";
  private static final String PREFIX = "vmascope.";
  private static final String ENVIRONMENT_PREFIX = "VMASCOPE_";

  /// Variables that Kubernetes and Docker make for services of a name that begins like this.
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(?:SERVICE_(?:HOST|PORT.*)|PORT(?:_[0-9]+_(?:TCP|UDP|SCTP).*)?)");

  /// The place in a list, and all that follows: `[0].match.name`, or `_0_MATCH_NAME`.
  private static final Pattern INDEX = Pattern.compile("(?:\\[|_[0-9]+(?:_|\\z)).*");

  private final Map<String, String> names = new TreeMap<>();

  /// The properties of a metadata file.
  KnownProperties(Collection<String> all) {
    all.stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(name -> names.put(key(name), name));
  }

  /// The properties of this service.
  static KnownProperties ofMetadata() {
    try (InputStream metadata =
        Objects.requireNonNull(KnownProperties.class.getResourceAsStream(METADATA), METADATA)) {
      String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
      Object properties = JsonParserFactory.getJsonParser().parseMap(text).get("properties");
      List<String> all = new ArrayList<>();
      if (properties instanceof List<?> list) {
        for (Object each : list) {
          if (each instanceof Map<?, ?> property) {
            all.add(String.valueOf(property.get("name")));
          }
        }
      }
      return new KnownProperties(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names, as documents write them.
  Collection<String> names() {
    return names.values();
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    List<String> unknown = new ArrayList<>();
    for (PropertySource<?> source : context.getEnvironment().getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (String name : enumerable.getPropertyNames()) {
          complaint(name, source instanceof SystemEnvironmentPropertySource)
              .ifPresent(words -> unknown.add(words + " (from " + source.getName() + ")"));
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new UnknownPropertyException(unknown);
    }
  }

  /// What is wrong with a name, in words; empty for a known one, and for one of others.
  ///
  /// A variable of the environment may belong to the shell, such as `VMASCOPE_TOKEN`: it is wrong
  /// only in a section of this service, or next to a name of its own.
  Optional<String> complaint(String name, boolean variable) {
    boolean own =
        variable
            ? name.startsWith(ENVIRONMENT_PREFIX) && !SERVICE_LINK.matcher(name).matches()
            : name.startsWith(PREFIX);
    if (!own || names.containsKey(key(name))) {
      return Optional.empty();
    }
    Optional<String> near = NearestName.of(key(name), names.keySet()).map(names::get);
    if (variable
        && near.isEmpty()
        && names.keySet().stream().noneMatch(each -> sharesSection(name, each))) {
      return Optional.empty();
    }
    return Optional.of(name + near.map(known -> ": did you mean " + known + "?").orElse(""));
  }

  private boolean sharesSection(String variable, String key) {
    String[] parts = Objects.requireNonNull(names.get(key)).split("\\.", -1);
    String rest = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    return parts.length > 2
        && (rest.startsWith(parts[1].replace("-", "") + "_")
            || rest.startsWith(parts[1].replace('-', '_') + "_"));
  }

  /// The form of a name in which all ways to write it are equal, without the prefix.
  private static String key(String name) {
    return INDEX
        .matcher(name)
        .replaceFirst("")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[._-]", "")
        .substring(PREFIX.length() - 1);
  }
}
