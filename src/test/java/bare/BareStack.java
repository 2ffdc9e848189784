package bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// What vmascope is built on and nothing else: web, actuator, metrics, security, the API
/// description. Its footprint is measured beside that of the service.
@SpringBootApplication(proxyBeanMethods = false)
public class BareStack {
  /// Starts it.
  public static void main(String[] arguments) {
    SpringApplication.run(BareStack.class, arguments);
  }
}
