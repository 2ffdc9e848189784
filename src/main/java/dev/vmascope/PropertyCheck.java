package dev.vmascope;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// A check of all property names at the start. What nothing reads is a mistake, and stops it.
final class PropertyCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Logger LOG = LoggerFactory.getLogger(PropertyCheck.class);

  private final KnownProperties known;

  PropertyCheck(KnownProperties known) {
    this.known = known;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    List<String> unknown = new ArrayList<>();
    for (PropertySource<?> source : context.getEnvironment().getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        boolean environment = source instanceof SystemEnvironmentPropertySource;
        for (String name : enumerable.getPropertyNames()) {
          Optional<String> complaint =
              environment
                  ? known.complaintOfVariable(name)
                  : known.complaint(
                      name, Objects.requireNonNullElse(enumerable.getProperty(name), ""));
          complaint.ifPresent(words -> unknown.add(words + " (from " + source.getName() + ")"));
          if (environment && complaint.isEmpty() && known.isUnread(name)) {
            LOG.warn("No property is read from the variable {} of the environment", name);
          }
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new UnknownPropertyException(unknown);
    }
  }
}
