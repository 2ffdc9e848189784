package dev.vmascope.guard;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/// The bounds of Tomcat itself, also of the one of a management port of its own: its connections,
/// when they end, and what its threads log.
@ManagementContextConfiguration(proxyBeanMethods = false)
class GuardConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedServer() {
    ErrorLogPace.add();
    return factory -> {
      factory.setProtocol(GuardedHttpProtocol.class.getName());
      factory.addEngineValves(new ConnectionValve());
    };
  }
}
