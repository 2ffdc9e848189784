package dev.vmascope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// The properties for which the bean definitions of the build do not hold.
class PreparedBeansTest {
  private static StandardEnvironment environment(PropertySource<?> source) {
    StandardEnvironment environment = new StandardEnvironment();
    // This machine's own say nothing here.
    environment.getPropertySources().remove("systemEnvironment");
    environment.getPropertySources().remove("systemProperties");
    environment.getPropertySources().addFirst(source);
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "management.server.port",
        "management.endpoint.health.probes.enabled",
        "server.forward-headers-strategy",
        "server.tomcat.mbeanregistry.enabled",
        "spring.aot.enabled",
        "spring.application.admin.enabled",
        "spring.autoconfigure.exclude",
        "spring.config.location",
        "spring.config.name",
        "spring.main.lazy-initialization",
        "spring.profiles.active",
        "springdoc.swagger-ui.enabled"
      })
  void mayChangeTheBeans(String name) {
    assertThat(
            PreparedBeans.decisive(environment(new MapPropertySource("given", Map.of(name, "1")))))
        .contains(ConfigurationPropertyName.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "MANAGEMENT_SERVER_PORT, management.server.port",
    "SERVER_FORWARDHEADERSSTRATEGY, server.forwardheadersstrategy",
    "SPRING_PROFILES_ACTIVE, spring.profiles.active",
  })
  void mayChangeTheBeansFromTheEnvironment(String variable, String name) {
    PropertySource<?> variables =
        new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "1"));
    assertThat(PreparedBeans.decisive(environment(variables)))
        .contains(ConfigurationPropertyName.of(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vmascope.kernel-log.enabled",
        "server.port",
        "server.address",
        "server.ssl.bundle",
        "spring.ssl.bundle.pem.web.keystore.certificate",
        "spring.config.additional-location",
        "spring.config.import",
        "spring.application.json",
        "spring.application.name",
        "logging.level.dev.vmascope",
        "serverless.port"
      })
  void areReadByBeansThatExistInAnyCase(String name) {
    assertThat(
            PreparedBeans.decisive(environment(new MapPropertySource("given", Map.of(name, "1")))))
        .isEmpty();
  }

  /// The build knew those of the jar.
  @ParameterizedTest
  @CsvSource({
    "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/', false",
    "Config resource 'file [application.yaml]' via location 'optional:file:./', true",
  })
  void areThoseFromOutsideTheJar(String source, boolean decisive) {
    StandardEnvironment environment =
        environment(
            new MapPropertySource(source, Map.of("spring.mvc.log-resolved-exception", "1")));
    assertThat(PreparedBeans.decisive(environment).isPresent()).isEqualTo(decisive);
  }

  /// The chart and Docker pass what is no property of Spring, or one that beans read.
  @Test
  void areNotThoseOfTheImageAndTheChart() {
    Map<String, Object> variables =
        Map.of(
            "SERVER_ADDRESS", "0.0.0.0",
            "SPRING_APPLICATION_JSON", "{}",
            "SPRING_CONFIG_IMPORT", "configtree:/etc/vmascope/",
            "VMASCOPE_SECURITY_MODE", "token",
            "KUBERNETES_SERVICE_HOST", "10.0.0.1",
            "HOSTNAME", "a");
    assertThat(
            PreparedBeans.decisive(
                environment(new SystemEnvironmentPropertySource("systemEnvironment", variables))))
        .isEmpty();
  }

  /// The definitions are for everybody, whatever the one who builds has set.
  @Test
  void areForgottenByTheBuild() {
    String packaged = "Config resource 'class path resource [application.yaml]' via location 'x'";
    StandardEnvironment environment =
        environment(new MapPropertySource(packaged, Map.of("management.server.port", "1")));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("commandLineArgs", Map.of("management.server.port", "2")));
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "systemEnvironment", Map.of("MANAGEMENT_SERVER_PORT", "3")));
    environment.setActiveProfiles("other");
    PreparedBeans.keepPackaged(environment);
    assertThat(environment.getProperty("management.server.port")).isEqualTo("1");
    assertThat(environment.getActiveProfiles()).isEmpty();
    assertThat(PreparedBeans.decisive(environment)).isEmpty();
  }
}
