package dev.vmascope.guard;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts [ConnectionValve] into Tomcat.
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionValve() {
    return factory -> factory.addEngineValves(new ConnectionValve());
  }
}
