package dev.vmascope.http.guard;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/// The configuration of Tomcat's own limits, also on a separate management port. It covers
/// connections, their end, and the log lines of its threads.
@ManagementContextConfiguration(proxyBeanMethods = false)
class GuardConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedServer() {
    ErrorLogPace.add();
    return factory -> {
      factory.setProtocol(GuardedHttpProtocol.class.getName());
      // No parameter is in a body: one that nobody asked for is not read.
      factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
      factory.addEngineValves(new ConnectionValve());
    };
  }
}
