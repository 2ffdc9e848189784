package dev.vmascope.guard;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts [UnreadBodyValve] into Tomcat.
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadBodies() {
    return factory -> factory.addEngineValves(new UnreadBodyValve());
  }
}
