package dev.vmascope.guard;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/// Puts [ConnectionValve] into Tomcat, also into the one of a management port of its own.
@ManagementContextConfiguration(proxyBeanMethods = false)
class GuardConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionValve() {
    return factory -> factory.addEngineValves(new ConnectionValve());
  }
}
