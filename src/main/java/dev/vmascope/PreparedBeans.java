package dev.vmascope;

import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;

/// A start listener that takes the bean definitions of the build instead of new ones.
///
/// The build evaluates the conditions of Spring Boot with the properties of the jar alone
/// (ahead-of-time processing of Spring, the goal `process-aot`). A property from elsewhere that a
/// condition may ask for would be ignored; where there is one, the definitions are made at the
/// start, as without this class. The system property `spring.aot.enabled` decides otherwise.
final class PreparedBeans
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(PreparedBeans.class);

  /// Where the build puts the definitions.
  private static final String DEFINITIONS =
      VmascopeApplication.class.getName() + "__ApplicationContextInitializer";

  /// The beginning of the name of the jar's own properties, as Spring Boot names them.
  private static final String PACKAGED = "Config resource 'class path resource [";

  /// What the conditions of Spring Boot and springdoc ask for.
  private static final List<ConfigurationPropertyName> DECISIVE =
      names("spring", "server", "management", "springdoc");

  /// What no condition asks for: it is read by beans that exist in any case.
  private static final List<ConfigurationPropertyName> READ_BY_BEANS =
      names(
          "server.address",
          "server.port",
          "server.ssl",
          "spring.application.json",
          "spring.application.name",
          "spring.application.pid",
          "spring.application.version",
          "spring.config.additional-location",
          "spring.config.import",
          "spring.ssl");

  private static List<ConfigurationPropertyName> names(String... names) {
    return List.of(names).stream().map(ConfigurationPropertyName::of).toList();
  }

  /// Behind the listeners that read the properties.
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    if (SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)) {
      keepPackaged(environment);
      return;
    }
    boolean decided = SpringProperties.getProperty(AotDetector.AOT_ENABLED) != null;
    if (decided || !isOfJar() || !ClassUtils.isPresent(DEFINITIONS, null)) {
      return;
    }
    Optional<ConfigurationPropertyName> decisive = decisive(environment);
    if (decisive.isEmpty()) {
      SpringProperties.setFlag(AotDetector.AOT_ENABLED);
    } else {
      LOG.info("The start takes longer, since {} is set: it may change the beans", decisive.get());
    }
  }

  /// Removes what the one who builds has set: the definitions are for everybody.
  static void keepPackaged(ConfigurableEnvironment environment) {
    MutablePropertySources sources = environment.getPropertySources();
    for (PropertySource<?> source : sources.stream().toList()) {
      boolean kept =
          isPackaged(source)
              || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
              || ConfigurationPropertySources.isAttachedConfigurationPropertySource(source);
      if (!kept) {
        sources.remove(source.getName());
      }
    }
    environment.setActiveProfiles();
  }

  /// Whether the classes come from a jar. A folder of classes may have definitions of an older
  /// build.
  private static boolean isOfJar() {
    CodeSource source = PreparedBeans.class.getProtectionDomain().getCodeSource();
    return source != null
        && source.getLocation() != null
        && !(source.getLocation().getProtocol().equals("file")
            && source.getLocation().getPath().endsWith("/"));
  }

  /// A property from outside the jar that may decide which beans there are.
  static Optional<ConfigurationPropertyName> decisive(ConfigurableEnvironment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      boolean packaged =
          source.getUnderlyingSource() instanceof PropertySource<?> properties
              && isPackaged(properties);
      if (!packaged && source instanceof IterableConfigurationPropertySource names) {
        Optional<ConfigurationPropertyName> decisive =
            names.stream().filter(PreparedBeans::isDecisive).findFirst();
        if (decisive.isPresent()) {
          return decisive;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isPackaged(PropertySource<?> source) {
    return source.getName().startsWith(PACKAGED);
  }

  private static boolean isDecisive(ConfigurationPropertyName name) {
    return isBelow(DECISIVE, name) && !isBelow(READ_BY_BEANS, name);
  }

  private static boolean isBelow(
      List<ConfigurationPropertyName> above, ConfigurationPropertyName name) {
    return above.stream().anyMatch(each -> each.equals(name) || each.isAncestorOf(name));
  }
}
