package dev.vmascope;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/// vmascope: the address space of every Linux process, over HTTP.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class VmascopeApplication {
  /// Starts the service; arguments are Spring Boot's (`--server.port=9090`).
  public static void main(String[] args) {
    SpringApplication.run(VmascopeApplication.class, args);
  }
}
